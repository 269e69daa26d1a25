import { dirname } from 'node:path';
import { annotate } from './commands.ts';

// From the first moment, and to the last: a second signal must not cut off what the first one set going.
const cancelled = new AbortController();
process.on('SIGINT', () => cancelled.abort());
process.on('SIGTERM', () => cancelled.abort());
// A fault beside the run must not end it before its answer is out, nor print a line of the bundle.
process.on('unhandledRejection', (error) => {
  void wordsOf(error).then((words) =>
    annotate('warning', `A fault of the action beside the run: ${words}`, write),
  );
});
process.on('uncaughtException', (error) => {
  void giveUp(error).finally(() => process.exit(1));
});

try {
  const { main } = await import('./main.ts');
  await main(cancelled.signal, dirname(process.argv[1] ?? ''));
} catch (error) {
  await giveUp(error);
}
// All is told. A request that hangs in a library must not keep the job, and its bill, alive.
process.exit(process.exitCode ?? 0);

/** Nothing is meant to get here, a library that fails while it loads included; if it does, the job still says so in words. */
async function giveUp(error: unknown): Promise<void> {
  const [words, core] = await Promise.all([wordsOf(error), import('@actions/core')]);
  core.setOutput('conclusion', 'failure');
  core.setOutput('reason', `internal: ${words}`);
  core.setFailed(`internal: ${words} This is a fault of the action: please report it.`);
}

/** What the error says, without secrets. Never rejects: where that cannot be made sure, nothing of it is shown. */
async function wordsOf(error: unknown): Promise<string> {
  try {
    const { readEnvironment } = await import('./inputs.ts');
    const { ownSecrets } = await import('./own-secrets.ts');
    const { createRedactor } = await import('../contract/redact/redactor.ts');
    const { inputs, runner } = readEnvironment();
    return createRedactor({ secrets: ownSecrets(inputs, runner), patterns: true })(messageOf(error));
  } catch {
    return 'what went wrong cannot be shown, for it cannot be cleared of secrets.';
  }
}

function write(text: string): void {
  process.stdout.write(text);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
