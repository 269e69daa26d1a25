import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Query } from '../../filter/query.ts';
import type { RunTable } from '../../load/run-table.ts';
import { useHub } from '../shell/hub.ts';
import { isTyping } from '../shell/is-typing.ts';
import { runHref } from '../shell/navigation.ts';
import { phone, useMedia } from '../shell/use-media.ts';
import { GroupRow } from './group-row.tsx';
import { ListHead } from './list-head.tsx';
import type { ListItem } from './list-items.ts';
import { RunRow } from './run-row.tsx';
import { useRows } from './use-rows.ts';

interface Props {
  readonly table: RunTable;
  readonly items: readonly ListItem[];
  readonly query: Query;
  readonly change: (to: Query) => void;
  /** Opens a group, or closes it. */
  readonly toggle: (key: string) => void;
}

const deskRowPx = 40;
const phoneRowPx = 68;

/** A line for each item, of which only those exist that can be seen. */
export function RunList({ table, items, query, change, toggle }: Props): VNode {
  const { nowMs } = useHub();
  const box = useRef<HTMLDivElement>(null);
  const current = useSignal(-1);
  const rowPx = useMedia(phone) ? phoneRowPx : deskRowPx;
  const { first, end, show } = useRows({ box, count: items.length, rowPx });
  const isFirst = useRef(true);
  useEffect(() => {
    if (!isFirst.current) show(0);
    isFirst.current = false;
    current.value = -1;
  }, [query]);
  const focusRow = (index: number, tries = 3): void => {
    if (current.value !== index) return;
    const link = box.current?.querySelector<HTMLElement>(`[data-index="${index}"] .row-link`);
    // One that was not in sight is there with the next frames.
    if (link === null && tries > 0) requestAnimationFrame(() => focusRow(index, tries - 1));
    else link?.focus({ preventScroll: true });
  };
  const move = (to: number): void => {
    const next = Math.min(Math.max(to, 0), items.length - 1);
    current.value = next;
    show(next);
    focusRow(next);
  };
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void =>
      moveByKey(event, { at: current.value, last: items.length - 1, move });
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  });
  return (
    <div class="list" role="table" aria-label="Runs" aria-rowcount={items.length + 1}>
      <ListHead query={query} change={change} />
      <div class="list-box" ref={box} role="rowgroup">
        <div role="presentation" class="list-all" style={{ height: `${items.length * rowPx}px` }}>
          {items.slice(first, end).map((item, at) => {
            const index = first + at;
            const place = {
              index,
              style: { transform: `translateY(${index * rowPx}px)`, height: `${rowPx}px` },
            };
            const onFocus = (): void => {
              current.value = index;
            };
            return item.kind === 'group' ? (
              <GroupRow
                key={item.group.key}
                {...{ table, item, place, toggle, onFocus, nowMs: nowMs.value }}
              />
            ) : (
              <RunRow
                key={table.id[item.row]}
                {...{ table, row: item.row, isInGroup: item.isInGroup, place, onFocus, nowMs: nowMs.value }}
                href={runHref(table.id[item.row] ?? '')}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

interface Moving {
  readonly at: number;
  readonly last: number;
  readonly move: (to: number) => void;
}

function moveByKey(event: KeyboardEvent, { at, last, move }: Moving): void {
  if (isTyping(event) || document.querySelector('dialog[open], :popover-open') !== null) return;
  const to = { j: at + 1, ArrowDown: at + 1, k: at - 1, ArrowUp: at - 1, Home: 0, End: last }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  move(to);
}
