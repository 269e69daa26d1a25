import type { Redactor } from '../../contract/redact/redactor.ts';
import type { Exported } from '../export/export-runs.ts';
import type { Missing } from '../export/manifest.ts';
import type { Told } from './told.ts';

/** How an export went. Being limited by GitHub is no failure: what is there can be published, and the rest comes later. */
export function tellExport(
  { counts: { added, known, missing }, stopped }: Exported,
  { redact, hasDashboard }: { readonly redact: Redactor; readonly hasDashboard: boolean },
): Told {
  const said = [
    `Runs: ${added} added, ${known} known before, ${missing.length} not to be shown${whysOf(missing)}.`,
    ...(hasDashboard ? [] : ['The dashboard is not built (no dist/dashboard): this is the data without it.']),
  ];
  if (stopped === null) return { stdout: lines(said), exitCode: 0 };
  const { error, isLimit } = stopped;
  const why = redact(error instanceof Error ? error.message : String(error));
  const early = [`Stopped early: ${why}`, 'What is left comes with the next export into the same folder.'];
  return isLimit
    ? { stdout: lines([...said, ...early]), exitCode: 0 }
    : { stdout: lines(said), stderr: lines(early), exitCode: 1 };
}

function whysOf(missing: readonly Missing[]): string {
  const counts = (['expired', 'damaged', 'untrusted'] as const)
    .map((why) => ({ why, count: missing.filter((one) => one.why === why).length }))
    .filter(({ count }) => count > 0);
  return counts.length === 0 ? '' : ` (${counts.map(({ why, count }) => `${count} ${why}`).join(', ')})`;
}

export const lines = (texts: readonly string[]): string => texts.map((text) => `${text}\n`).join('');
