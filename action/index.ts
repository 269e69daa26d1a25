import * as core from '@actions/core';

// A fault beside the run must not end it before its answer is out, nor print a line of the bundle.
process.on('unhandledRejection', (error) =>
  core.warning(`A fault of the action beside the run: ${messageOf(error)}`),
);

try {
  const { main } = await import('./main.ts');
  await main();
} catch (error) {
  // Nothing is meant to get here, a library that fails while it loads included; if it does, the job still says so in words.
  core.setOutput('conclusion', 'failure');
  core.setOutput('reason', `internal: ${messageOf(error)}`);
  core.setFailed(`internal: ${messageOf(error)} This is a fault of the action: please report it.`);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
