import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';
import { Finding, Severity, Side } from '../../contract/review.ts';
import { Attempt, mostRunsPerHour } from '../gate/attempts.ts';
import { cutGraphemes } from '../render/cut.ts';

/** An open finding in few characters: id, path, line, side, severity, category, title, anchor, id of its comment. */
const StoredFinding = Type.Tuple([
  Type.String(),
  Type.String(),
  Type.Union([Type.Integer(), Type.Null()]),
  Side,
  Severity,
  Finding.properties.category,
  Type.String(),
  Type.String(),
  Type.Union([Type.Integer(), Type.Null()]),
]);
export type StoredFinding = Static<typeof StoredFinding>;

const MOST_FINDINGS = 1000;
const MOST_LABEL = 200;

/** What a section of the sticky comment remembers for the next run, hidden in it. */
export const SectionState = Type.Object({
  v: Type.Literal(1),
  label: Type.String(),
  run: Type.String(),
  runUrl: Type.String(),
  /** When it was written, so that of two writers the later is known. */
  atMs: Type.Number(),
  phase: Type.Enum(['running', 'finished', 'ended']),
  /** The last finished review, which may be older than the run that wrote this. */
  reviewed: Type.Union([
    Type.Null(),
    Type.Object({ head: Type.String(), run: Type.String(), url: Type.String() }),
  ]),
  findings: Type.Array(StoredFinding, { maxItems: MOST_FINDINGS }),
  /** The runs of the last hour, by which a loop is noticed; absent in what older versions wrote. */
  attempts: Type.Optional(Type.Array(Attempt, { maxItems: mostRunsPerHour })),
});
export type SectionState = Static<typeof SectionState>;

export function encodeState(state: SectionState): string {
  return deflateRawSync(JSON.stringify(state), { level: 9 }).toString('base64url');
}

/**
 * The state as it may be encoded in at most `most` characters: the findings at the end, the least grave, are forgotten first.
 * Two hundred with long paths would fill the comment, and GitHub refuses one that is too long.
 */
export function boundedState(state: SectionState, most: number): SectionState {
  const label = cutGraphemes(state.label, MOST_LABEL);
  const keeping = (count: number) => ({ ...state, label, findings: state.findings.slice(0, count) });
  const isWithin = (count: number) => encodeState(keeping(count)).length <= most;
  let fits = 0;
  let tooMany = Math.min(state.findings.length, MOST_FINDINGS) + 1;
  if (isWithin(tooMany - 1)) return keeping(tooMany - 1);
  while (tooMany - fits > 1) {
    const middle = (fits + tooMany) >> 1;
    if (isWithin(middle)) fits = middle;
    else tooMany = middle;
  }
  return keeping(fits);
}

/** Null for a damaged state: it then counts as absent. */
export function decodeState(text: string): SectionState | null {
  try {
    const json = inflateRawSync(Buffer.from(text, 'base64url'), { maxOutputLength: 4_000_000 });
    const state: unknown = JSON.parse(json.toString());
    return Value.Check(SectionState, state) ? state : null;
  } catch {
    return null;
  }
}
