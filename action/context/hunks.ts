import { parsePatch } from 'diff';

/** One hunk of a unified diff. Lines keep their first character: space, `+`, `-` or `\`. Starts are 1-based. */
export interface Hunk {
  readonly oldStart: number;
  readonly newStart: number;
  readonly lines: readonly string[];
}

/** The hunks of one file's patch, from the first `@@`; an unreadable patch is an empty list, so its lines take no comment. */
export function parseHunks(patch: string): readonly Hunk[] {
  if (!patch.startsWith('@@')) return [];
  try {
    return (parsePatch(patch)[0]?.hunks ?? []).map(({ oldStart, newStart, lines }) => ({
      oldStart,
      newStart,
      lines,
    }));
  } catch {
    return [];
  }
}
