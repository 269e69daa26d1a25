import type { Side } from './side.ts';

export type Unit = 'money' | 'duration' | 'count';

/** One figure of both sides. */
export interface Fact {
  readonly name: string;
  readonly unit: Unit;
  readonly a: number;
  readonly b: number;
}

type Figure = (side: Side) => number;

const sum = (side: Side, of: (run: Side['runs'][number]) => number): number =>
  side.runs.reduce((total, run) => total + of(run), 0);

const figures: readonly (readonly [name: string, unit: Unit, of: Figure])[] = [
  ['Cost', 'money', (side) => sum(side, ({ run }) => run.report.usage.costMicroUsd)],
  ['Duration', 'duration', (side) => sum(side, ({ run }) => run.report.durationMs)],
  ['Runs', 'count', ({ runs }) => runs.length],
  ['Turns', 'count', (side) => sum(side, ({ run }) => run.report.usage.turns)],
  ['Input tokens', 'count', (side) => sum(side, ({ run }) => run.report.usage.tokens.input)],
  ['Tokens from the cache', 'count', (side) => sum(side, ({ run }) => run.report.usage.tokens.cacheRead)],
  ['Tokens into the cache', 'count', (side) => sum(side, ({ run }) => run.report.usage.tokens.cacheWrite)],
  ['Output tokens', 'count', (side) => sum(side, ({ run }) => run.report.usage.tokens.output)],
  ['Tool calls', 'count', (side) => sum(side, ({ steps }) => steps.filter(isCall).length)],
  ['Steps with trouble', 'count', (side) => sum(side, ({ steps }) => steps.filter(isTrouble).length)],
];

const isCall = ({ content }: Side['runs'][number]['steps'][number]): boolean => content.kind === 'tool';
const isTrouble = ({ isTrouble: is }: Side['runs'][number]['steps'][number]): boolean => is;

/** Cost, time and work of both sides; of a session, of all its runs together. */
export function compareFacts(a: Side, b: Side): readonly Fact[] {
  const all = figures.map(([name, unit, of]) => ({ name, unit, a: of(a), b: of(b) }));
  return all.filter((fact) => fact.name !== 'Runs' || fact.a !== fact.b || fact.a > 1);
}
