import { noRules, type ReadRules, readRules } from '../config/base-rules.ts';
import { guidancePrompt } from '../config/guidance-prompt.ts';
import { commitFiles } from '../context/commit-files.ts';
import type { Repository } from '../context/repository.ts';
import { freeInstructions } from '../prompt/free-prompt.ts';
import { startConversation } from './ask-claude.ts';
import type { RunContext } from './context.ts';
import { type Ending, endingOfFailure, failure } from './ending.ts';
import { repositoryOf } from './repository-of.ts';
import { noteRules, refuseConfig } from './rules.ts';
import { saveResult } from './save-result.ts';
import { toolsOf } from './tier.ts';

/**
 * Runs the workflow's own prompt over the files of the commit that the workflow runs for. `baseSha` is given where that commit is a
 * pull request's: the rules are then the base's.
 */
export async function promptTask(run: RunContext, baseSha: string | null = null): Promise<Ending> {
  const { inputs, record } = run;
  const { cwd, rules } = await gather(run, baseSha);
  if (rules.kind === 'broken') return refuseConfig(rules.faults, 'the branch that the workflow runs for');
  // Whoever may not start a run leaves no trace of it.
  await run.claude;
  noteRules(run, rules);
  const prompt = [guidancePrompt(rules.guidance), inputs.prompt].filter((part) => part !== '').join('\n\n');
  const conversation = await startConversation(run, {
    instructions: freeInstructions(toolsOf(inputs).tier),
    schema: null,
    cwd,
    config: rules.config,
  });
  const { outcome } = await conversation.ask(prompt);
  if (outcome.kind === 'failed') return endingOfFailure(run, outcome);
  if (outcome.text.trim() === '')
    return failure(
      'result_invalid',
      'Claude answered with nothing.',
      'Run the job again, or say in the prompt what the answer should hold.',
    );
  record.lastText = outcome.text;
  await saveResult(run, { text: outcome.text });
  return { kind: 'success' };
}

interface Gathered {
  readonly cwd: string;
  readonly rules: ReadRules;
}

/** Files and rules, from the checkout when it has them, else from GitHub in one request. */
async function gather(run: RunContext, baseSha: string | null): Promise<Gathered> {
  const { sha, eventName } = run.runner;
  // The commit of a pull_request event holds the head's files: without a base, it has no say in the rules.
  const rulesSha = baseSha ?? (eventName.startsWith('pull_request') ? null : sha);
  const repository = await repositoryOf(run);
  const both = async (): Promise<Gathered> => {
    const [cwd, rules] = await Promise.allSettled([
      repository.exportTree(sha),
      rulesAt(run, { repository, sha: rulesSha }),
    ]);
    if (cwd.status === 'rejected') throw cwd.reason;
    if (rules.status === 'rejected') throw rules.reason;
    return { cwd: cwd.value, rules: rules.value };
  };
  return both().catch(async () => {
    await repository.fetch([...new Set([sha, rulesSha ?? sha])]);
    return both();
  });
}

async function rulesAt(
  { inputs }: RunContext,
  { repository, sha }: { readonly repository: Repository; readonly sha: string | null },
): Promise<ReadRules> {
  if (sha === null) return noRules;
  const objects = repository.openObjects();
  try {
    const commit = commitFiles(objects, sha);
    return await readRules({ commit, configPath: inputs.configPath, changedPaths: [] });
  } finally {
    objects.close();
  }
}
