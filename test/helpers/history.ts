import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { EventChunk, type HistoryEvent, HistoryRun, IndexShard, Manifest } from '../../contract/history.ts';
import type { Report } from '../../contract/report.ts';
import { lines, type SentLine } from './coordinator/journal.ts';
import { reportOf } from './coordinator/runs.ts';

/** A published history as a reader sees it. */
export interface ReadHistory {
  readonly manifest: Manifest;
  readonly shards: readonly IndexShard[];
  /** Of all shards, in their order. */
  readonly ids: readonly string[];
  readonly run: (id: string) => Promise<HistoryRun>;
  readonly events: (id: string) => Promise<readonly HistoryEvent[]>;
}

/** Reads a history; each file must be as contract/history.ts says. */
export async function readHistory(dir: string): Promise<ReadHistory> {
  const read = async <T extends TSchema>(file: string, schema: T): Promise<Static<T>> => {
    const document: unknown = JSON.parse(await readFile(join(dir, file), 'utf8'));
    if (Value.Check(schema, document)) return document;
    throw new Error(`${file}: ${JSON.stringify(Value.Errors(schema, document).slice(0, 3))}`);
  };
  const manifest = await read('manifest.json', Manifest);
  const shards = await Promise.all(manifest.shards.map(async ({ file }) => read(file, IndexShard)));
  const run = async (id: string): Promise<HistoryRun> => read(`runs/${id}/run.json`, HistoryRun);
  return {
    manifest,
    shards,
    ids: shards.flatMap(({ id }) => id),
    run,
    events: async (id) => {
      const { chunks } = await run(id);
      const pages = chunks.map(async ({ file }) => read(`runs/${id}/${file}`, EventChunk));
      return (await Promise.all(pages)).flatMap(({ events }) => events);
    },
  };
}

/** All files below a folder by their paths. */
export async function filesBelow(dir: string): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(async ({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [relative(dir, path), await readFile(path, 'utf8')] as const;
    });
  return Object.fromEntries((await Promise.all(files)).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

export const ndjson = (sent: readonly SentLine[]): string =>
  sent.map((each) => `${JSON.stringify(each)}\n`).join('');

/** The files of a run's artifact; three lines of journal, unless told otherwise. */
export function runFiles(
  runId: string,
  {
    report = {},
    files = {},
  }: { readonly report?: Partial<Report>; readonly files?: Readonly<Record<string, string>> } = {},
): Record<string, string> {
  return {
    'journal.ndjson': ndjson(lines(3)),
    'report.json': JSON.stringify({ ...reportOf(runId), events: 3, ...report }),
    ...files,
  };
}
