import type { Redactor } from '../../contract/redact/redactor.ts';
import type { Exported } from '../export/export-runs.ts';
import type { Missing } from '../export/manifest.ts';
import type { Skipped } from '../export/source.ts';
import { textOf } from '../services/github-refusal.ts';
import type { Told } from './told.ts';

/** How an export went. Being limited by GitHub is no failure: what is there can be published, and the rest comes later. */
export function tellExport(
  { counts: { added, known, missing }, skipped, stopped }: Exported,
  { redact, hasDashboard }: { readonly redact: Redactor; readonly hasDashboard: boolean },
): Told {
  const said = [
    `Runs: ${added} added, ${known} known before, ${missing.length} not to be shown${whysOf(missing)}.`,
    ...(hasDashboard ? [] : ['The dashboard is not built (no dist/dashboard): this is the data without it.']),
  ];
  if (stopped === null && skipped.length === 0) return { stdout: lines(said), exitCode: 0 };
  const early = [
    ...skippedLines(skipped),
    ...(stopped === null ? [] : [`Stopped early: ${textOf(stopped.error)}`]),
    'What is left comes with the next export into the same folder.',
  ].map((line) => redact(line));
  return stopped?.isLimit === true && skipped.length === 0
    ? { stdout: lines([...said, ...early]), exitCode: 0 }
    : { stdout: lines(said), stderr: lines(early), exitCode: 1 };
}

const mostNamed = 5;

function skippedLines(skipped: readonly Skipped[]): readonly string[] {
  const named = skipped
    .slice(0, mostNamed)
    .map(({ artifact, error }) => `Not fetched: ${artifact}: ${textOf(error)}`);
  const others = skipped.length - named.length;
  return others === 0 ? named : [...named, `Not fetched: ${others} more.`];
}

function whysOf(missing: readonly Missing[]): string {
  const counts = (['expired', 'damaged', 'untrusted'] as const)
    .map((why) => ({ why, count: missing.filter((one) => one.why === why).length }))
    .filter(({ count }) => count > 0);
  return counts.length === 0 ? '' : ` (${counts.map(({ why, count }) => `${count} ${why}`).join(', ')})`;
}

export const lines = (texts: readonly string[]): string => texts.map((text) => `${text}\n`).join('');
