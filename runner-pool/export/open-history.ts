import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Manifest } from '../../contract/history.ts';
import type { Redactor } from '../../contract/redact/redactor.ts';
import type { IndexRow } from '../history/index-rows.ts';
import { type Missing, manifestOf, missingKey } from './manifest.ts';
import { readHistory } from './read-history.ts';
import { canBeFolder, type RunDraft } from './run-draft.ts';
import { removeOldShards, writeIndex } from './write-index.ts';
import { writeRun } from './write-run.ts';
import { writeWhole } from './write-whole.ts';

/** A history that is being added to. What is new is seen at `finish`, and of many runs in parts before. */
export interface History {
  readonly knows: (runId: string) => boolean;
  readonly isNoted: (missing: Missing) => boolean;
  /** Writes a run's folder, over one that an interrupted export left. */
  readonly add: (run: RunDraft) => Promise<void>;
  /** That there was a run which is not shown; told once. */
  readonly note: (missing: Missing) => void;
  /** Since when some artifacts of a repository (owner/name) are still to be read; null: none are, but for those that are newer than all that were. */
  readonly behindSince: (repository: string) => string | null;
  readonly setBehind: (repository: string, since: string | null) => void;
  /** Writes the index, and at last the manifest. */
  readonly finish: () => Promise<HistoryCounts>;
}

export interface HistoryCounts {
  readonly added: number;
  /** Runs that were there before. */
  readonly known: number;
  /** All that are told of, earlier ones too. */
  readonly missing: readonly Missing[];
}

export interface HistoryWanted {
  /** Is there, and nobody else writes into it. */
  readonly dir: string;
  /** owner/name each, beside the earlier ones. */
  readonly repositories: readonly string[];
  readonly redact: Redactor;
  /** Of a full shard. */
  readonly shardRuns: number;
}

/** What ends with the process is the work on so many runs, or on a tenth of all that were added. */
const runsAtOnce = 100;

export async function openHistory({ dir, repositories, redact, shardRuns }: HistoryWanted): Promise<History> {
  const earlier = await readHistory(dir);
  const scratch = join(dir, '.unfinished');
  await rm(scratch, { recursive: true, force: true });
  await mkdir(scratch);
  const ids = new Set(earlier.ids);
  const added: IndexRow[] = [];
  const notes = new Map(earlier.manifest.missing.map((one) => [missingKey(one), one]));
  const behind = new Map(earlier.manifest.behind?.map(({ repository, since }) => [repository, since]));
  let indexed = 0;
  let lastShards: Manifest['shards'] = earlier.manifest.shards;
  const save = async (): Promise<Manifest> => {
    const shards = await writeIndex({ dir, earlier, added, shardRuns });
    const names = new Set([...earlier.manifest.repositories, ...repositories]);
    const missing = [...notes.values()];
    const manifest = manifestOf({ repositories: names, shards, missing, behind });
    await writeWhole(join(dir, 'manifest.json'), JSON.stringify(manifest));
    // Whoever has the manifest of before is still to find what that names.
    await removeOldShards(dir, [...earlier.manifest.shards, ...lastShards, ...shards]);
    lastShards = manifest.shards;
    indexed = added.length;
    return manifest;
  };
  const shown = (one: Missing): Missing => ({ ...one, artifact: redact(one.artifact).toWellFormed() });
  return {
    knows: (runId) => ids.has(runId),
    isNoted: (missing) => notes.has(missingKey(shown(missing))),
    note: (missing) => {
      const key = missingKey(shown(missing));
      if (!notes.has(key)) notes.set(key, shown(missing));
    },
    add: async (draft) => {
      added.push(await addRun({ dir, scratch, redact }, draft));
      ids.add(draft.id);
      if (added.length - indexed >= Math.max(runsAtOnce, indexed / 10)) await save();
    },
    behindSince: (repository) => behind.get(repository) ?? null,
    setBehind: (repository, since) => {
      if (since === null) behind.delete(repository);
      else behind.set(repository, since);
    },
    finish: async () => {
      const { missing } = await save();
      await rm(scratch, { recursive: true });
      return { added: added.length, known: earlier.ids.size, missing };
    },
  };
}

interface Place {
  readonly dir: string;
  readonly scratch: string;
  readonly redact: Redactor;
}

async function addRun({ dir, scratch, redact }: Place, draft: RunDraft): Promise<IndexRow> {
  if (!canBeFolder(draft.id)) throw new Error(`${JSON.stringify(draft.id)} cannot be the name of a folder`);
  const unfinished = join(scratch, 'run');
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished);
  const row = await writeRun({ dir: unfinished, redact }, draft);
  const folder = join(dir, 'runs', draft.id);
  await rm(folder, { recursive: true, force: true });
  await mkdir(join(dir, 'runs'), { recursive: true });
  await rename(unfinished, folder);
  return row;
}
