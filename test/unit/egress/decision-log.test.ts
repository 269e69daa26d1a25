import { expect, it } from 'vitest';
import { createDecisionLog } from '../../../action/egress/decision-log.ts';

function note(
  count: number,
  allowed: boolean,
): { readonly said: string[]; readonly appended: [string, unknown][] } {
  const said: string[] = [];
  const appended: [string, unknown][] = [];
  const log = createDecisionLog({
    append: (type, data) => appended.push([type, data]),
    say: (line) => said.push(line),
  });
  for (let index = 0; index < count; index++)
    log.note({ host: `${index}.test`, port: 443, allowed, why: 'it is so' });
  log.end();
  return { said, appended };
}

it('tells of every refusal while they are few', () => {
  const { said, appended } = note(10, false);
  expect(said).toHaveLength(10);
  expect(said[0]).toBe('Refused on the way out: 0.test: it is so');
  expect(appended).toHaveLength(10);
});

it('counts what a program asks in a loop', () => {
  const { said, appended } = note(5000, false);
  expect(said).toHaveLength(11);
  expect(said.at(-1)).toBe('Refused on the way out: 4990 more');
  expect(appended).toHaveLength(1001);
  expect(appended.at(-1)).toEqual(['action.egress_passed_over', { decisions: 4000 }]);
});

it('keeps what was allowed out of the log', () => {
  const { said, appended } = note(20, true);
  expect(said).toEqual([]);
  expect(appended).toHaveLength(20);
});
