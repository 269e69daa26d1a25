import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { SessionNode } from '../../filter/session-tree.ts';
import { sumRows } from '../../filter/sum-rows.ts';
import type { RunTable } from '../../load/run-table.ts';
import { visibleText } from '../../timeline/visible-text.ts';
import { compareHref, sessionSide } from '../compare/chosen.ts';
import { count, money, plural } from '../format/figures.ts';
import { ago } from '../format/times.ts';
import { useHub } from '../shell/hub.ts';
import { sessionHref } from '../shell/navigation.ts';

interface Props {
  readonly table: RunTable;
  readonly tree: readonly SessionNode[];
  readonly current: string;
}

const most = 100;
/** Levels that are set in; deeper ones stay at the last. */
const mostDepth = 8;

/** The session among those that it was branched from and that were branched from it. */
export function BranchTree({ table, tree, current }: Props): VNode {
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? tree : tree.slice(0, most);
  return (
    <section>
      <h2>Branches</h2>
      <ul class="branches">
        {shown.map((node) => (
          <Branch key={node.id} {...{ table, node, current }} />
        ))}
      </ul>
      {shown.length === tree.length ? null : (
        <button type="button" onClick={() => setWhole(true)}>
          Show all {count(tree.length)}
        </button>
      )}
    </section>
  );
}

function Branch({
  table,
  node: { id, parent, depth, rows },
  current,
}: {
  readonly table: RunTable;
  readonly node: SessionNode;
  readonly current: string;
}): VNode {
  const { nowMs } = useHub();
  const { costMicroUsd } = sumRows(table, rows);
  const latest = rows.at(-1);
  return (
    <li style={{ '--depth': Math.min(depth, mostDepth) }} class={id === current ? 'is-current' : ''}>
      <span class="branch-name cut">
        <span aria-hidden="true">{depth === 0 ? '●' : '└'}</span>{' '}
        {parent === '' ? null : (
          <span class="unseen">
            Level {depth + 1}, branched from {visibleText(parent)}:{' '}
          </span>
        )}
        {rows.length === 0 ? (
          <span class="muted">{visibleText(id)}, not in this history</span>
        ) : (
          <a href={sessionHref(id)} aria-current={id === current ? 'page' : undefined}>
            {visibleText(id)}
          </a>
        )}
      </span>
      <span class="number muted">{plural(rows.length, 'run')}</span>
      <span class="number">{money(costMicroUsd)}</span>
      <span class="number muted">
        {latest === undefined ? '' : ago(table.numbers.startedAtMs[latest] ?? 0, nowMs.value)}
      </span>
      <span class="branch-way">
        {id === current || rows.length === 0 ? null : (
          <a
            href={compareHref(sessionSide(current), sessionSide(id))}
            aria-label={`Compare with ${visibleText(id)}`}
          >
            Compare
          </a>
        )}
      </span>
    </li>
  );
}
