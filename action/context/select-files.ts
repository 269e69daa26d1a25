import { matchesGlob } from 'node:path';
import type { ChangedFile } from './changed-file.ts';
import { type FileKind, fileKind } from './file-kind.ts';

/**
 * What of the diff is sent to the model: whole files in order of relevance, as many as the budget holds.
 * Measured on source code a token is about 3.5 characters: 400,000 are some 115,000 tokens, which leaves a
 * 200,000-token window room for the files that Claude reads and for its answer.
 */
const diffBudgetChars = 400_000;

export interface LeftOut {
  readonly path: string;
  readonly why: string;
}

export interface Selection {
  readonly sent: readonly ChangedFile[];
  /** Told to the model and to the reader, each with its reason. */
  readonly leftOut: readonly LeftOut[];
}

/** Lower is looked at first. What can run in CI or in production comes before what describes it. */
const rank: Readonly<Record<FileKind, number>> = {
  source: 0,
  workflow: 0,
  config: 1,
  other: 2,
  test: 3,
  docs: 4,
  generated: 5,
  lock: 5,
};

export interface SelectOptions {
  /** Patterns of the configuration: what matches is not sent. */
  readonly ignore?: readonly string[];
  readonly budgetChars?: number;
}

export function selectFiles(
  files: readonly ChangedFile[],
  { ignore = [], budgetChars = diffBudgetChars }: SelectOptions = {},
): Selection {
  const leftOut: LeftOut[] = [];
  const candidates: { file: ChangedFile; kind: FileKind; index: number }[] = [];
  for (const [index, file] of files.entries()) {
    const kind = fileKind(file.path);
    const why = neverSent(file, kind) ?? ignored(file, ignore);
    if (why === null) candidates.push({ file, kind, index });
    else leftOut.push({ path: file.path, why });
  }
  candidates.sort(
    (a, b) => rank[a.kind] - rank[b.kind] || changes(b.file) - changes(a.file) || a.index - b.index,
  );

  const chosen = new Set<ChangedFile>();
  let used = 0;
  for (const { file } of candidates) {
    const size = file.patch.length + file.path.length + 100;
    if (used + size <= budgetChars) {
      chosen.add(file);
      used += size;
    } else {
      leftOut.push({
        path: file.path,
        why: `${counts(file)}: the pull request is larger than what one review is sent`,
      });
    }
  }
  return { sent: files.filter((file) => chosen.has(file)), leftOut };
}

function neverSent(file: ChangedFile, kind: FileKind): string | null {
  if (file.kind === 'binary') return `binary or empty file, ${file.status}`;
  if (file.kind === 'too-large') return `${counts(file)}: the diff of this file alone is too large`;
  if (kind === 'lock') return `lock file, ${counts(file)}`;
  if (kind === 'generated') return `generated file, ${counts(file)}`;
  return null;
}

/** By its new name alone: a file that was moved out of what is ignored is looked at. */
function ignored(file: ChangedFile, patterns: readonly string[]): string | null {
  const pattern = patterns.find((one) => matchesGlob(file.path, one));
  return pattern === undefined ? null : `${counts(file)}: the configuration ignores ${pattern}`;
}

const changes = (file: ChangedFile): number => file.additions + file.deletions;
const counts = (file: ChangedFile): string => `+${file.additions} −${file.deletions}`;
