import { lineChanges, mergeBase } from '../git/compare.ts';
import { findLine, parseHunks, shiftLine } from '../git/hunks.ts';
import type { PullRequest } from '../pull-request.ts';
import type { Anchor, Thread } from '../records.ts';

/** Where a thread is in today's diff; line and position are null once it is outdated. */
export interface CurrentPlace {
  readonly outdated: boolean;
  readonly line: number | null;
  readonly startLine: number | null;
  readonly position: number | null;
  readonly commitId: string;
}

const cache = new WeakMap<Thread, { key: string; place: Promise<CurrentPlace> }>();

/** Follows a thread's line from the commit it was written on to the pull request's head, as GitHub does after a push. */
export async function currentPlace(pull: PullRequest, thread: Thread): Promise<CurrentPlace> {
  const key = `${pull.baseSha}...${pull.headSha}`;
  const known = cache.get(thread);
  if (known?.key === key) return known.place;
  const place = follow(pull, thread.anchor);
  cache.set(thread, { key, place });
  return place;
}

async function follow(pull: PullRequest, anchor: Anchor): Promise<CurrentPlace> {
  const file = (await pull.files()).find((changed) => changed.path === anchor.path);
  if (file === undefined) return outdated(anchor);
  const commitId = pull.headSha;
  if (anchor.line === null) return { outdated: false, line: null, startLine: null, position: null, commitId };
  const shift = await shiftOf(pull, anchor);
  const line = shift(anchor.line);
  const place = line === null ? null : findLine(parseHunks(file.patch ?? ''), anchor.side, line);
  if (place === null) return outdated(anchor);
  const startLine = anchor.startLine === null ? null : shift(anchor.startLine);
  return { outdated: false, line, startLine, position: place.line.position, commitId };
}

/** A LEFT line is numbered in the merge base, a RIGHT line in the commit itself. */
async function shiftOf(pull: PullRequest, anchor: Anchor): Promise<(line: number) => number | null> {
  const { gitDir } = pull.repository;
  const onBase = anchor.side === 'LEFT';
  const from = onBase ? await mergeBase(gitDir, pull.baseSha, anchor.commitId) : anchor.commitId;
  const to = onBase ? await pull.mergeBase() : pull.headSha;
  if (from === null || from === to) return (line) => line;
  const changes = await lineChanges(gitDir, from, to, anchor.path);
  return (line) => shiftLine(changes, line);
}

function outdated(anchor: Anchor): CurrentPlace {
  return { outdated: true, line: null, startLine: null, position: null, commitId: anchor.commitId };
}
