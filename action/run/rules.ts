import type { BaseRules } from '../config/base-rules.ts';
import { describeFault, type Fault } from '../fault.ts';
import type { RunContext } from './context.ts';
import { type Ending, failure } from './ending.ts';

/** The ending of a run whose configuration is wrong where it counts: on the base branch, so no pull request can cause it. */
export function refuseConfig(faults: readonly Fault[], branch: string): Ending {
  const what =
    faults.length === 1 ? 'The configuration is wrong.' : `The configuration has ${faults.length} faults.`;
  const lines = faults.map((fault) => `${faults.length === 1 ? '' : '• '}${describeFault(fault)}`);
  return failure(
    'denied',
    [what, ...lines].join('\n'),
    `Correct it on ${branch}: a run reads it from there, whatever a pull request changes.`,
  );
}

/** Says in log and journal by which rules the run goes; what the reader of a review must know becomes a warning. */
export function noteRules({ log, journal, record }: RunContext, { config, guidance }: BaseRules): void {
  journal.append('action.rules', {
    config,
    guidance: guidance.paths,
    leftOut: guidance.leftOut,
    cut: guidance.cut,
  });
  if (guidance.paths.length > 0) log.info(`Guidance from the base branch: ${guidance.paths.join(', ')}`);
  for (const { path, why } of guidance.leftOut) log.info(`Guidance left out: ${path}: ${why}`);
  const { cut } = guidance;
  if (cut.length > 0)
    record.warnings.push(
      `The repository's guidance is too long: ${cut.map(({ path, why }) => `${path}: ${why}`).join('; ')}.`,
    );
}
