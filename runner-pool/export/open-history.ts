import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Redactor } from '../../contract/redact/redactor.ts';
import type { IndexRow } from '../history/index-rows.ts';
import { makeOwnFolder } from '../own-folder.ts';
import { type Missing, manifestOf, missingKey } from './manifest.ts';
import { readHistory } from './read-history.ts';
import { canBeFolder, type RunDraft } from './run-draft.ts';
import { removeOldShards, writeIndex } from './write-index.ts';
import { writeRun } from './write-run.ts';
import { writeWhole } from './write-whole.ts';

/** A history that is being added to. Nothing new of it is seen before `finish`. */
export interface History {
  readonly knows: (runId: string) => boolean;
  readonly isNoted: (missing: Missing) => boolean;
  /** Writes a run's folder, over one that an interrupted export left. */
  readonly add: (run: RunDraft) => Promise<void>;
  /** That there was a run which is not shown; told once. */
  readonly note: (missing: Missing) => void;
  /** A folder for what is needed only meanwhile. */
  readonly scratch: string;
  /** Writes the index, and at last the manifest, with these repositories (owner/name) beside the earlier ones. */
  readonly finish: (repositories: readonly string[]) => Promise<HistoryCounts>;
}

export interface HistoryCounts {
  readonly added: number;
  /** Runs that were there before. */
  readonly known: number;
  /** All that are told of, earlier ones too. */
  readonly missing: readonly Missing[];
}

export interface HistoryWanted {
  readonly dir: string;
  readonly redact: Redactor;
  /** Of a full shard. */
  readonly shardRuns: number;
}

export async function openHistory({ dir, redact, shardRuns }: HistoryWanted): Promise<History> {
  await makeOwnFolder('--out', dir, 0o755);
  const earlier = await readHistory(dir);
  const scratch = join(dir, '.unfinished');
  await rm(scratch, { recursive: true, force: true });
  await mkdir(scratch);
  const ids = new Set(earlier.ids);
  const added: IndexRow[] = [];
  const notes = new Map(earlier.manifest.missing.map((one) => [missingKey(one), one]));
  const shown = (one: Missing): Missing => ({ ...one, artifact: redact(one.artifact).toWellFormed() });
  return {
    scratch,
    knows: (runId) => ids.has(runId),
    isNoted: (missing) => notes.has(missingKey(shown(missing))),
    note: (missing) => {
      const key = missingKey(shown(missing));
      if (!notes.has(key)) notes.set(key, shown(missing));
    },
    add: async (draft) => {
      added.push(await addRun({ dir, scratch, redact }, draft));
      ids.add(draft.id);
    },
    finish: async (names) => {
      const shards = await writeIndex({ dir, earlier, added, shardRuns });
      const repositories = new Set([...earlier.manifest.repositories, ...names]);
      const manifest = manifestOf({ repositories, shards, missing: [...notes.values()] });
      await writeWhole(join(dir, 'manifest.json'), JSON.stringify(manifest));
      await removeOldShards(dir, shards);
      await rm(scratch, { recursive: true });
      return { added: added.length, known: earlier.ids.size, missing: manifest.missing };
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
