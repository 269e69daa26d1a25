import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import { compareSides } from '../../compare/compare-sides.ts';
import type { RunTable } from '../../load/run-table.ts';
import { visibleText } from '../../timeline/visible-text.ts';
import { count, duration, plural } from '../format/figures.ts';
import { Exports } from './exports.tsx';
import { FactsTable } from './facts-table.tsx';
import { PairTable } from './pair-table.tsx';
import { PlaceLink } from './place-link.tsx';
import { SideHead } from './side-head.tsx';
import type { LoadedSide } from './use-sides.ts';

interface Props {
  readonly table: RunTable;
  readonly a: LoadedSide;
  readonly b: LoadedSide;
  /** Runs of long sessions that are not in it. */
  readonly leftOut: number;
}

/** What two sides have in common and what sets them apart; each thing leads to its place. */
export function ComparisonPage({ a, b, leftOut }: Props): VNode {
  const comparison = useMemo(() => compareSides(a, b), [a, b]);
  const { facts, tools, files, findings } = comparison;
  return (
    <div class="compare">
      <h1>Comparison</h1>
      <div class="compare-sides">
        <SideHead side={a} letter="A" other={b} />
        <SideHead side={b} letter="B" other={a} />
      </div>
      {a.isPartial || b.isPartial ? (
        <p class="tone-warn">⚠ Some of a journal could not be loaded: there may be more than is shown.</p>
      ) : null}
      {leftOut === 0 ? null : (
        <p class="muted">{plural(leftOut, 'earlier run')} of long sessions are left out.</p>
      )}
      <Exports {...{ a, b, comparison }} />
      <FactsTable facts={facts} />
      <PairTable
        title="Tools"
        pairs={tools}
        empty="Neither side called a tool."
        nameOf={(name) => <code>{visibleText(name)}</code>}
        cell={({ calls, failed, durationMs, first }) => (
          <>
            <PlaceLink place={first}>{plural(calls, 'call')}</PlaceLink>
            {failed === 0 ? null : <span class="tone-bad"> {count(failed)} failed</span>}
            {durationMs === 0 ? null : <span class="muted"> {duration(durationMs)}</span>}
          </>
        )}
      />
      <PairTable
        title="Files changed"
        pairs={files}
        empty="Neither side’s tools wrote a file."
        nameOf={(name) => <code>{visibleText(name)}</code>}
        cell={({ added, removed, last }) => (
          <PlaceLink place={last}>
            <span class="tone-good">+{count(added)}</span> <span class="tone-bad">−{count(removed)}</span>
          </PlaceLink>
        )}
      />
      <PairTable
        title="Findings"
        pairs={findings}
        empty="Neither side has findings."
        nameOf={(name) => <span dir="auto">{visibleText(name)}</span>}
        cell={({ severity, path, line, place }) => (
          <>
            {severity}{' '}
            <PlaceLink place={place} tab="findings">
              <code>
                {visibleText(path)}:{line}
              </code>
            </PlaceLink>
          </>
        )}
      />
    </div>
  );
}
