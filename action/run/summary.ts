import * as core from '@actions/core';
import type { RunContext } from './context.ts';
import { type Ending, reasonOf } from './ending.ts';

export async function writeSummary(run: RunContext, ending: Ending): Promise<void> {
  if (run.runner.summaryPath === '') return;
  await core.summary.addRaw(run.redact(`# ${ending.kind}\n${reasonOf(ending)}\n`)).write();
}
