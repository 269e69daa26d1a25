import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';
import { Finding, Severity } from '../../contract/review.ts';

/** Everything hidden in what we post begins like this; text of others is kept from containing it. */
const prefix = '<!-- claude-orchestrator:';
const resolvedMark = `${prefix}resolved -->`;

/** What a comment on the diff says about its finding, for the next runs. */
export const FindingMark = Type.Object({
  v: Type.Literal(1),
  id: Type.String(),
  key: Type.String(),
  run: Type.String(),
  anchor: Type.String(),
  severity: Severity,
  category: Finding.properties.category,
  title: Type.String(),
  path: Type.String(),
});
export type FindingMark = Static<typeof FindingMark>;

export function stickyMarker(subject: string, task: string): string {
  return `${prefix}sticky ${encodeURIComponent(subject)} ${encodeURIComponent(task)} -->`;
}

/** Names one review post by what it contains, so that a lost answer can be told from a post that never arrived. */
export function reviewMarker(key: string, runId: string, digest: string): string {
  return `${prefix}review ${key} ${encodeURIComponent(runId)} ${digest} -->`;
}

export function withFindingMark(visible: string, mark: FindingMark): string {
  return `${visible}\n\n${prefix}finding ${encode(mark)} -->`;
}

/** The finding of a comment; null for anything that we did not write, or that was damaged since. */
export function readFindingMark(
  body: string,
): { readonly mark: FindingMark; readonly visible: string; readonly resolved: boolean } | null {
  // Only the end counts: what stands before it may quote a marker. Looked for from there, so that no length of blanks takes long.
  const start = body.lastIndexOf(`${prefix}finding `);
  const [, text] =
    start === -1
      ? []
      : (/^<!-- claude-orchestrator:finding ([\w-]+) -->$/.exec(body.slice(start).trimEnd()) ?? []);
  if (text === undefined) return null;
  const before = body.slice(0, start).trimEnd();
  const resolved = before.endsWith(resolvedMark);
  const visible = resolved ? before.slice(0, -resolvedMark.length).trimEnd() : before;
  const mark = decode(text);
  return Value.Check(FindingMark, mark) ? { mark, visible, resolved } : null;
}

export function withResolvedMark(visible: string, mark: FindingMark): string {
  return `${visible}\n\n${resolvedMark}\n${prefix}finding ${encode(mark)} -->`;
}

/** Text in which nothing can be taken for one of our markers. */
export function withoutMarkers(text: string): string {
  return text.replaceAll(prefix, '<!-- claude-orchestrator\u200b:');
}

function encode(mark: FindingMark): string {
  return Buffer.from(JSON.stringify(mark)).toString('base64url');
}

function decode(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    return null;
  }
}
