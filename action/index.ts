import { annotate } from './commands.ts';

// From the first moment, and to the last: a second signal must not cut off what the first one set going.
const cancelled = new AbortController();
process.on('SIGINT', () => cancelled.abort());
process.on('SIGTERM', () => cancelled.abort());
// A fault beside the run must not end it before its answer is out, nor print a line of the bundle.
process.on('unhandledRejection', (error) => {
  annotate('warning', `A fault of the action beside the run: ${messageOf(error)}`, write);
});
process.on('uncaughtException', (error) => {
  void giveUp(error).finally(() => process.exit(1));
});

try {
  const { main } = await import('./main.ts');
  await main(cancelled.signal);
} catch (error) {
  await giveUp(error);
}
// All is told. A request that hangs in a library must not keep the job, and its bill, alive.
process.exit(process.exitCode ?? 0);

/** Nothing is meant to get here, a library that fails while it loads included; if it does, the job still says so in words. */
async function giveUp(error: unknown): Promise<void> {
  const core = await import('@actions/core');
  core.setOutput('conclusion', 'failure');
  core.setOutput('reason', `internal: ${messageOf(error)}`);
  core.setFailed(`internal: ${messageOf(error)} This is a fault of the action: please report it.`);
}

function write(text: string): void {
  process.stdout.write(text);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
