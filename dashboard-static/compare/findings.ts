import { type ShownFinding, shownFindings } from '../timeline/findings.ts';
import type { Pair, Side, StepPlace } from './side.ts';

type Finding = Extract<ShownFinding, { readonly kind: 'known' }>['finding'];

export interface FoundFinding {
  readonly severity: string;
  readonly title: string;
  readonly path: string;
  readonly line: number;
  readonly place: StepPlace;
}

/** Lines that two findings may be apart and still be about the same: code moves between two runs. */
const nearLines = 5;

/**
 * What both sides found, and what one alone did. The same: in one file and of one title, or else of one severity and category a few
 * lines apart. Each finding has at most one partner.
 */
export function compareFindings(a: Side, b: Side): readonly Pair<FoundFinding>[] {
  const [ofA, ofB] = [findingsOf(a), findingsOf(b)];
  const partners = new Map<Candidate, Candidate>();
  const left = new Set(ofB);
  const pairUp = (keyOf: (one: Candidate) => string, keysOf: (one: Candidate) => readonly string[]): void => {
    const byKey = Map.groupBy(left, keyOf);
    for (const one of ofA) {
      if (partners.has(one)) continue;
      const all = keysOf(one).map((key) => byKey.get(key)?.find((other) => left.has(other)));
      const partner = all.find((other) => other !== undefined);
      if (partner === undefined) continue;
      partners.set(one, partner);
      left.delete(partner);
    }
  };
  pairUp(titleKey, (one) => [titleKey(one)]);
  pairUp(
    (one) => lineKey(one),
    (one) => nearby.map((distance) => lineKey(one, distance)),
  );
  return [
    ...ofA.map((one) => ({ name: one.found.title, a: one.found, b: partners.get(one)?.found ?? null })),
    ...[...left].map(({ found }) => ({ name: found.title, a: null, b: found })),
  ];
}

interface Candidate {
  readonly found: FoundFinding;
  readonly category: string;
}

/** The nearest first. */
const nearby = Array.from({ length: nearLines * 2 + 1 }, (_, at) => at - nearLines).sort(
  (x, y) => Math.abs(x) - Math.abs(y),
);
const titleKey = ({ found }: Candidate): string => `${found.path}\n${found.title.trim().toLowerCase()}`;
const lineKey = ({ found, category }: Candidate, distance = 0): string =>
  `${found.path}\n${found.severity}\n${category}\n${found.line + distance}`;

/** Of a session, what several of its runs found is told once, as the last of them has it. */
function findingsOf({ runs }: Side): readonly Candidate[] {
  const all = new Map<string, Candidate>();
  for (const { run } of runs)
    for (const shown of shownFindings(run.findings)) {
      if (shown.kind !== 'known') continue;
      const { path, title } = shown.finding;
      const key = runs.length === 1 ? String(all.size) : `${path}\n${title}`;
      all.set(key, candidateOf(shown.finding, run.id));
    }
  return [...all.values()];
}

const candidateOf = ({ severity, title, path, line, category }: Finding, run: string): Candidate => ({
  found: { severity, title, path, line, place: { run, step: null } },
  category,
});
