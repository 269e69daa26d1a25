import { findLine, findPosition, hunkUpTo, type LinePlace, parseHunks, type Side } from '../git/hunks.ts';
import type { PullRequest } from '../pull-request.ts';
import type { Anchor } from '../records.ts';

/** Where a client wants a comment, in the names of GitHub's REST API. */
export interface WantedPlace {
  readonly path: string;
  readonly line?: number | undefined;
  readonly side?: string | undefined;
  readonly start_line?: number | null | undefined;
  readonly start_side?: string | undefined;
  readonly position?: number | undefined;
  readonly subject_type?: string | undefined;
}

export type Anchoring =
  | { readonly ok: true; readonly anchor: Anchor }
  | { readonly ok: false; readonly errors: readonly string[] };

const NO_HUNK = "Pull request review thread diff hunk can't be blank";
const NOT_IN_DIFF = 'Pull request review thread line must be part of the diff';
const START_NOT_IN_HUNK = 'Pull request review thread start line must be part of the same hunk as the line.';
const START_AFTER_LINE = 'Pull request review thread start line must precede the end line.';

/** Finds a comment's place in the diff of one commit, or says with GitHub's sentences why there is none. */
export async function anchorComment(
  pull: PullRequest,
  commitId: string,
  wanted: WantedPlace,
): Promise<Anchoring> {
  const file = (await pull.files(commitId)).find((changed) => changed.path === wanted.path);
  if (file === undefined) return refuse('Pull request review thread path is invalid', NO_HUNK);
  if (wanted.subject_type === 'file') return { ok: true, anchor: fileAnchor(commitId, wanted.path) };
  const hunks = parseHunks(file.patch ?? '');
  const side = readSide(wanted.side) ?? 'RIGHT';
  if (wanted.line === undefined) {
    const place = wanted.position === undefined ? null : findPosition(hunks, wanted.position);
    if (place === null) return refuse(NOT_IN_DIFF, NO_HUNK);
    return {
      ok: true,
      anchor: lineAnchor({ commitId, path: wanted.path, place, side: sideOf(place), start: null }),
    };
  }
  const place = findLine(hunks, side, wanted.line);
  const wantedStart = wanted.start_line ?? null;
  if (place === null) {
    return wantedStart === null
      ? refuse(NOT_IN_DIFF, NO_HUNK)
      : refuse(NOT_IN_DIFF, START_NOT_IN_HUNK, NO_HUNK);
  }
  if (wantedStart === null) {
    return { ok: true, anchor: lineAnchor({ commitId, path: wanted.path, place, side, start: null }) };
  }
  const startSide = readSide(wanted.start_side) ?? side;
  const start = findLine([place.hunk], startSide, wantedStart);
  if (start === null) return refuse(START_NOT_IN_HUNK);
  if (start.index >= place.index) return refuse(START_AFTER_LINE);
  const anchor = lineAnchor({
    commitId,
    path: wanted.path,
    place,
    side,
    start: { side: startSide, line: wantedStart },
  });
  return { ok: true, anchor };
}

function lineAnchor(found: {
  readonly commitId: string;
  readonly path: string;
  readonly place: LinePlace;
  readonly side: Side;
  readonly start: { readonly side: Side; readonly line: number } | null;
}): Anchor {
  const { line } = found.place;
  return {
    commitId: found.commitId,
    path: found.path,
    subject: 'line',
    side: found.side,
    line: found.side === 'LEFT' ? line.left : line.right,
    startSide: found.start?.side ?? null,
    startLine: found.start?.line ?? null,
    position: line.position,
    diffHunk: hunkUpTo(found.place),
  };
}

function fileAnchor(commitId: string, path: string): Anchor {
  const nowhere = { line: null, startSide: null, startLine: null, position: null, diffHunk: '' };
  return { commitId, path, subject: 'file', side: 'RIGHT', ...nowhere };
}

function readSide(text: string | undefined): Side | null {
  return text === 'LEFT' || text === 'RIGHT' ? text : null;
}

function sideOf(place: LinePlace): Side {
  return place.line.right === null ? 'LEFT' : 'RIGHT';
}

function refuse(...errors: readonly string[]): Anchoring {
  return { ok: false, errors };
}
