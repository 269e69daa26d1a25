import type { IndexShard } from '../../../contract/history.ts';
import type { HistoryRow } from '../../../contract/stream.ts';
import { joinShards, type RunTable } from '../run-table.ts';
import { upsertRows } from './upsert-rows.ts';

/** Pages of older runs that come one by one, and changes that come meanwhile and afterwards. */
export interface GrowingTable {
  readonly addPage: (shard: IndexShard | null) => void;
  /** No more pages come. */
  readonly close: () => void;
  readonly change: (row: HistoryRow) => void;
  readonly rows: () => number;
  readonly table: () => RunTable;
}

export function createGrowingTable(): GrowingTable {
  const pages: IndexShard[] = [];
  const changes = new Map<string, HistoryRow>();
  let base: RunTable | null = null;
  let isClosed = false;
  const joined = (): RunTable => (base ??= joinShards(pages));
  return {
    addPage: (shard) => {
      if (shard === null) return;
      pages.unshift(shard);
      base = null;
    },
    close: () => {
      isClosed = true;
    },
    change: (row) => {
      changes.set(row.id, row);
    },
    rows: () => joined().rows,
    table: () => {
      const table = upsertRows(joined(), changes.values());
      // A page that comes later would be put together without them.
      if (isClosed) {
        base = table;
        changes.clear();
      }
      return table;
    },
  };
}
