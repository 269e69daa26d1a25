import { createHash } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Manifest } from '../../contract/history.ts';
import { byStart, type IndexRow, shardOf } from '../history/index-rows.ts';
import type { EarlierHistory } from './read-history.ts';
import { writeWhole } from './write-whole.ts';

type Shard = Manifest['shards'][number];

export interface IndexWanted {
  readonly dir: string;
  readonly earlier: EarlierHistory;
  readonly added: readonly IndexRow[];
  /** Of a full shard. */
  readonly shardRuns: number;
}

/** Puts new runs behind those that there are: the newest shard is written anew if it has room, and no other. */
export async function writeIndex({ dir, earlier, added, shardRuns }: IndexWanted): Promise<readonly Shard[]> {
  const { shards } = earlier.manifest;
  if (added.length === 0) return shards;
  const hasRoom = (shards.at(-1)?.runs ?? shardRuns) < shardRuns;
  const kept = hasRoom ? shards.slice(0, -1) : shards;
  const rows = [...(hasRoom ? earlier.lastRows : []), ...added.toSorted(byStart)];
  const written: Shard[] = [];
  for (let at = 0; at < rows.length; at += shardRuns)
    written.push(await writeShard(dir, rows.slice(at, at + shardRuns)));
  return [...kept, ...written];
}

async function writeShard(dir: string, rows: readonly IndexRow[]): Promise<Shard> {
  const text = JSON.stringify(shardOf(rows));
  const file = `index/${createHash('sha256').update(text).digest('hex').slice(0, 16)}.json`;
  await writeWhole(join(dir, file), text);
  const starts = rows.map(({ startedAtMs }) => startedAtMs);
  return {
    file,
    runs: rows.length,
    firstStartedAt: new Date(Math.min(...starts)).toISOString(),
    lastStartedAt: new Date(Math.max(...starts)).toISOString(),
    bytes: Buffer.byteLength(text),
  };
}

/** Removes shards that no manifest names any more. */
export async function removeOldShards(dir: string, shards: readonly Shard[]): Promise<void> {
  if (shards.length === 0) return;
  const named = new Set(shards.map(({ file }) => file));
  for (const name of await readdir(join(dir, 'index')))
    if (/^[0-9a-f]{16}\.json(\.unfinished)?$/.test(name) && !named.has(`index/${name}`))
      await rm(join(dir, 'index', name));
}
