import type { Attack } from './attack.ts';

/** Who tried, against what is around it. */
export type Attacks = Readonly<Record<string, Attack>>;

/** The canaries by the attacks, for people: what stayed, and through what it left if it did. */
export function canaryTable(attacks: Attacks): string {
  const names = [...new Set(Object.values(attacks).flatMap(({ canaries }) => canaries))];
  const rows = names.map((name) => [
    name,
    ...Object.values(attacks).map(({ canaries, leaks }) => {
      if (!canaries.includes(name)) return 'not planted';
      const ways = leaks.filter(({ canary }) => canary === name).map(({ channel }) => channel);
      return ways.length === 0 ? 'stayed' : `LEFT by ${ways.join(', ')}`;
    }),
  ]);
  const left = Object.values(attacks).flatMap(({ leaks }) => leaks).length;
  const head = ['Canary', ...Object.keys(attacks)];
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(head),
    line(head.map(() => '---')),
    ...rows.map(line),
    '',
    `${left} of ${names.length} canaries left.`,
  ].join('\n');
}
