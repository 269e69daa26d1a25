import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { redactedJson } from '../../contract/redact/redacted-json.ts';
import type { RunContext } from './context.ts';

/** Writes the task's result to the disk before anything is posted. A disk that fails does not cost the answer: it is told at the end. */
export async function saveResult(run: RunContext, result: unknown): Promise<void> {
  run.record.resultJson = redactedJson(result, run.redact) ?? '';
  try {
    await writeFile(join(run.record.dir, 'result.json'), run.record.resultJson);
  } catch (error) {
    run.record.diskFault ??= error as Error;
  }
  const fault = run.record.diskFault ?? run.journal.fault();
  if (fault !== null)
    run.record.warnings.push(
      `The runner's disk could not be written (${fault.message}): the files of this run are incomplete.`,
    );
}
