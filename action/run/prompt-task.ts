import { freeInstructions } from '../prompt/free-prompt.ts';
import { startConversation } from './ask-claude.ts';
import type { RunContext } from './context.ts';
import { type Ending, endingOfFailure, failure } from './ending.ts';
import { repositoryOf } from './repository-of.ts';
import { saveResult } from './save-result.ts';

/** Runs the workflow's own prompt over the files of the commit that the workflow runs for. */
export async function promptTask(run: RunContext): Promise<Ending> {
  const { runner, inputs, record } = run;
  const repository = await repositoryOf(run);
  const cwd = await repository.exportTree(runner.sha).catch(async () => {
    await repository.fetch(runner.sha);
    return repository.exportTree(runner.sha);
  });
  const conversation = await startConversation(run, { instructions: freeInstructions, schema: null, cwd });
  const { outcome } = await conversation.ask(inputs.prompt);
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
