import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { IndexShard, Manifest } from '../../contract/history.ts';
import { type IndexRow, rowsOf } from '../history/index-rows.ts';

/** What an earlier export wrote. */
export interface EarlierHistory {
  readonly manifest: Manifest;
  readonly ids: ReadonlySet<string>;
  /** Of the newest shard, the one that may be written anew. */
  readonly lastRows: readonly IndexRow[];
}

const none: Manifest = { version: 1, updatedAt: null, repositories: [], shards: [], missing: [] };

/** The history of a folder; an empty one where it has none. */
export async function readHistory(dir: string): Promise<EarlierHistory> {
  const manifest = await readDocument(join(dir, 'manifest.json'), Manifest);
  if (manifest === null) return { manifest: none, ids: new Set(), lastRows: [] };
  const ids = new Set<string>();
  let lastRows: readonly IndexRow[] = [];
  for (const { file } of manifest.shards) {
    const shard = await readDocument(join(dir, file), IndexShard);
    if (shard === null) throw broken(join(dir, file), 'is missing, and manifest.json names it');
    for (const id of shard.id) ids.add(id);
    lastRows = rowsOf(shard);
  }
  return { manifest, ids, lastRows };
}

async function readDocument<T extends TSchema>(path: string, schema: T): Promise<Static<T> | null> {
  try {
    const document: unknown = JSON.parse(await readFile(path, 'utf8'));
    if (Value.Check(schema, document)) return document;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw broken(path, 'is not what an export of this version writes');
}

const broken = (path: string, how: string): Error =>
  new Error(`${path} ${how}. Restore the folder, or export into an empty one.`);
