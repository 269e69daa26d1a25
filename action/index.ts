import * as core from '@actions/core';
import { main } from './main.ts';

try {
  await main();
} catch (error) {
  // Nothing is meant to get here; if it does, the job still says so in words and not with a line of the bundle.
  const message = error instanceof Error ? error.message : String(error);
  core.setOutput('conclusion', 'failure');
  core.setOutput('reason', `internal: ${message}`);
  core.setFailed(`internal: ${message} This is a fault of the action: please report it.`);
}
