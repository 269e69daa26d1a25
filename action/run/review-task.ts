import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Review } from '../../contract/review.ts';
import { gatherPullRequest, type PullRequestContext } from '../context/pull-request.ts';
import { type Selection, selectFiles } from '../context/select-files.ts';
import type { PullRequestPayload } from '../event/payload.ts';
import { askAgain } from '../prompt/free-prompt.ts';
import { reviewInstructions, reviewPrompt } from '../prompt/review-prompt.ts';
import { PublishError } from '../publish/publish-error.ts';
import type { Earlier } from '../publish/publisher.ts';
import { startConversation } from './ask-claude.ts';
import type { RunContext } from './context.ts';
import { type Ending, endingOfFailure, endingOfStop, failure } from './ending.ts';
import { publishReview } from './publish-answer.ts';
import { repositoryOf } from './repository-of.ts';
import { type ReviewAnswer, readReview } from './review-answer.ts';
import { saveResult } from './save-result.ts';

/** Reviews one pull request: context, question, answer, publication. */
export async function reviewTask(run: RunContext, pull: PullRequestPayload): Promise<Ending> {
  const [context, earlier] = await Promise.all([gather(run, pull), loadEarlier(run)]);
  const selection = selectFiles(context.files);
  run.record.notReviewed = selection.leftOut;
  run.record.warnings.push(...context.warnings);
  run.journal.append('action.context', {
    source: context.diffSource,
    files: context.files.length,
    sent: selection.sent.map(({ path }) => path),
    leftOut: selection.leftOut,
  });
  run.log.info(
    `Pull request #${pull.number} at ${pull.head.sha.slice(0, 7)}: ${context.files.length} changed files, ${selection.sent.length} sent to Claude (diff from the ${context.diffSource})`,
  );

  const conversation = await startConversation(run, {
    instructions: reviewInstructions,
    schema: Review,
    cwd: context.tree,
  });
  announce(run, pull.head.sha);
  const first = await conversation.ask(buildPrompt({ run, context, selection, earlier }));
  if (first.outcome.kind === 'failed') return endingOfFailure(run, first.outcome);
  let answer: ReviewAnswer = readReview(first.outcome.structured);
  let text = first.outcome.text;
  if (answer.kind === 'invalid') {
    run.log.info(`The answer is not a review (${answer.problem}); asking once more in the same session`);
    const second = await conversation.ask(askAgain(answer.problem));
    // What the first answer said is still worth showing, whatever became of the second question.
    if (second.outcome.kind === 'answered') {
      answer = readReview(second.outcome.structured);
      text = second.outcome.text || text;
    } else if (run.signal.aborted) return endingOfStop(run.signal.reason);
  }
  if (answer.kind === 'invalid') return notAReview(run, text, answer.problem);
  run.record.review = answer.review;
  await saveResult(run, answer.review);
  run.record.findings = { ...run.record.findings, total: answer.review.findings.length };
  return publishReview(run, { review: answer.review, context, selection });
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
    log: run.log.info,
  });
}

/** Without what was said before, a review still is one; it may then repeat itself only in words, never in comments. */
async function loadEarlier(run: RunContext): Promise<Earlier | null> {
  if (run.publisher === null) return null;
  try {
    return await run.publisher.load();
  } catch (error) {
    if (!(error instanceof PublishError)) throw error;
    run.record.warnings.push(`Earlier comments could not be read: ${error.message}`);
    return null;
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
  return reviewPrompt({
    title: pull.title,
    body: pull.body ?? '',
    author: pull.user?.login ?? '(deleted user)',
    baseRef: pull.base.ref,
    headRef: pull.head.ref,
    files: selection.sent,
    leftOut: selection.leftOut,
    earlier: (earlier?.findings ?? []).filter(({ status }) => status === 'open'),
    guidance: run.inputs.prompt,
    hasTree: context.tree !== join(run.record.dir, 'empty'),
    nonce: randomBytes(8).toString('hex'),
  });
}
