import { expect, it } from 'vitest';
import type { Decision } from '../../../action/event/decide.ts';
import { toolFaults, toolsOf } from '../../../action/run/tier.ts';

it.each([
  [[], 'read'],
  [['Read'], 'read'],
  [['Read', 'Grep', 'Glob'], 'read'],
  [['Edit'], 'write'],
  [['Read', 'Write'], 'write'],
  [['Bash'], 'write'],
] as const)('the tools %j are of the tier %s', (tools, tier) => {
  expect(toolsOf({ tools }).tier).toBe(tier);
});

it('gives the three tools that read when none are named', () => {
  expect(toolsOf({ tools: [] }).tools).toEqual(['Read', 'Grep', 'Glob']);
});

it('a review may not have a shell; a prompt may', () => {
  const faults = (kind: string): number =>
    toolFaults({ tools: ['Read', 'Bash'] }, { kind } as Decision).length;
  expect(faults('review')).toBe(1);
  expect(faults('prompt')).toBe(0);
});
