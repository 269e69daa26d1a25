import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Review } from '../../contract/review.ts';
import { guidancePrompt } from '../config/guidance-prompt.ts';
import { describeLate, selectConversation, triggeredAtMs } from '../context/conversation.ts';
import { gatherPullRequest, type PullRequestContext } from '../context/pull-request.ts';
import { type Selection, selectFiles } from '../context/select-files.ts';
import type { PullRequestPayload } from '../event/payload.ts';
import { loopRefusal } from '../gate/attempts.ts';
import { askAgain } from '../prompt/free-prompt.ts';
import { reviewInstructions, reviewPrompt } from '../prompt/review-prompt.ts';
import { describeTreated } from '../prompt/strangers-text.ts';
import { PublishError } from '../publish/publish-error.ts';
import type { Earlier } from '../publish/publisher.ts';
import { plural } from '../render/figures.ts';
import { reviewWithoutSecrets } from '../render/without-secrets.ts';
import { startConversation } from './ask-claude.ts';
import type { RunContext } from './context.ts';
import { type Ending, endingOfFailure, endingOfStop, failure } from './ending.ts';
import { publishReview } from './publish-answer.ts';
import { repositoryOf } from './repository-of.ts';
import { type ReviewAnswer, readReview } from './review-answer.ts';
import { noteRules, refuseConfig } from './rules.ts';
import { saveResult } from './save-result.ts';

/** Reviews one pull request: context, question, answer, publication. */
export async function reviewTask(run: RunContext, pull: PullRequestPayload): Promise<Ending> {
  const [context, { earlier, warnings }] = await Promise.all([gather(run, pull), loadEarlier(run)]);
  if (run.signal.aborted) return endingOfStop(run.signal.reason);
  const { rules } = context;
  if (rules.kind === 'broken') return refuseConfig(rules.faults, pull.base.ref);
  const loop = loopRefusal(earlier?.attempts ?? [], {
    run: run.record.runId,
    nowMs: run.clock(),
    most: rules.config.limits.runsPerHour,
  });
  if (loop !== null) return { kind: 'skipped', code: loop.code, message: loop.message };
  const selection = selectFiles(context.files, { ignore: rules.config.review.ignore });
  // A run that may not be has nothing to say of what was looked at meanwhile.
  await run.claude;
  noteRules(run, rules);
  noteContext(run, { context, selection, warnings });

  const conversation = await startConversation(run, {
    instructions: reviewInstructions,
    schema: Review,
    cwd: context.tree,
    config: rules.config,
  });
  announce(run, pull.head.sha);
  const first = await conversation.ask(buildPrompt({ run, context, selection, earlier }));
  if (first.outcome.kind === 'failed') return endingOfFailure(run, first.outcome);
  let answer: ReviewAnswer = readReview(first.outcome.structured);
  let text = first.outcome.text;
  if (answer.kind === 'invalid') {
    run.log.info(
      `The answer is not a review (${run.redact(answer.problem)}); asking once more in the same session`,
    );
    const second = await conversation.ask(askAgain(answer.problem));
    // What the first answer said is still worth showing, whatever became of the second question.
    if (second.outcome.kind === 'answered') {
      answer = readReview(second.outcome.structured);
      text = second.outcome.text || text;
    } else if (run.signal.aborted) return endingOfStop(run.signal.reason);
  }
  if (answer.kind === 'invalid') return notAReview(run, text, run.redact(answer.problem));
  const review = reviewWithoutSecrets(answer.review, run.redact);
  run.record.review = review;
  await saveResult(run, review);
  run.record.findings = { ...run.record.findings, total: review.findings.length };
  return publishReview(run, { review, context, selection });
}

/** What the review looks at, in journal and log; what its reader must know becomes a warning. */
function noteContext({ record, journal, log }: RunContext, { context, selection, warnings }: Noted): void {
  const { pull, files, diffSource } = context;
  record.notReviewed = selection.leftOut;
  record.warnings.push(...warnings, ...context.warnings);
  journal.append('action.context', {
    source: diffSource,
    files: files.length,
    sent: selection.sent.map(({ path }) => path),
    leftOut: selection.leftOut,
  });
  const source = diffSource === 'api' ? "GitHub's API" : 'the checkout';
  log.info(
    `Pull request #${pull.number} at ${pull.head.sha.slice(0, 7)}: ${plural(files.length, 'changed file')}, ${selection.sent.length} to send to Claude (diff from ${source})`,
  );
}

interface Noted {
  readonly context: PullRequestContext;
  readonly selection: Selection;
  readonly warnings: readonly string[];
}

/** What came back is not a review even when asked twice: `finish` shows it as it is, with the fault named. */
async function notAReview(run: RunContext, text: string, problem: string): Promise<Ending> {
  run.record.lastText = text;
  await saveResult(run, { text });
  return failure('result_invalid', `Claude did not answer with a review: ${problem}.`);
}

async function gather(run: RunContext, pull: PullRequestPayload): Promise<PullRequestContext> {
  const { runner, record } = run;
  const emptyTree = join(record.dir, 'empty');
  await mkdir(emptyTree, { recursive: true });
  const repository = await repositoryOf(run);
  return gatherPullRequest({
    client: run.client,
    repository,
    emptyTree,
    owner: runner.owner,
    repo: runner.repo,
    pull,
    configPath: run.inputs.configPath,
    // What fails because it was stopped is no news.
    log: (line) => (run.signal.aborted ? undefined : run.log.info(line)),
  });
}

/** Without what was said before, a review still is one; it may then repeat itself only in words, never in comments. */
async function loadEarlier(
  run: RunContext,
): Promise<{ readonly earlier: Earlier | null; readonly warnings: readonly string[] }> {
  try {
    return { earlier: (await run.publisher?.load()) ?? null, warnings: [] };
  } catch (error) {
    if (!(error instanceof PublishError)) throw error;
    return { earlier: null, warnings: [`Earlier comments could not be read: ${error.message}`] };
  }
}

/** Says on the pull request that work has begun, beside the work. A token that may not post stops the run before it costs more. */
function announce(run: RunContext, headSha: string): void {
  run.publisher?.announce({ headSha }).catch((error: unknown) => {
    if (error instanceof PublishError)
      run.stop({ failureClass: 'publish_failed', message: error.message, remedy: error.remedy });
    else run.log.warn(`The start could not be announced: ${String(error)}`);
  });
}

interface PromptParts {
  readonly run: RunContext;
  readonly context: PullRequestContext;
  readonly selection: Selection;
  readonly earlier: Earlier | null;
}

function buildPrompt({ run, context, selection, earlier }: PromptParts): string {
  const { pull } = context;
  const updatedAt = pull.updated_at ?? null;
  const trigger = { eventName: run.runner.eventName, updatedAt, startedAtMs: run.record.startedAtMs };
  const conversation = earlier === null ? null : selectConversation(earlier.posted, triggeredAtMs(trigger));
  const { text, treated } = reviewPrompt({
    title: pull.title,
    body: pull.body ?? '',
    author: pull.user?.login ?? '(deleted user)',
    baseRef: pull.base.ref,
    headRef: pull.head.ref,
    files: selection.sent,
    leftOut: selection.leftOut,
    earlier: (earlier?.findings ?? []).filter(({ status }) => status === 'open'),
    conversation,
    guidance: run.inputs.prompt,
    repositoryGuidance: context.rules.kind === 'rules' ? guidancePrompt(context.rules.guidance) : '',
    hasTree: context.tree !== join(run.record.dir, 'empty'),
    nonce: randomBytes(8).toString('hex'),
  });
  const late = conversation === null ? '' : describeLate(conversation);
  run.record.warnings.push(...treated.map(describeTreated), ...(late === '' ? [] : [late]));
  run.journal.append('action.sanitised', {
    treated,
    comments: conversation?.comments.length ?? 0,
    commentsLeftOut: conversation?.leftOut ?? { late: 0, older: 0 },
  });
  return text;
}
