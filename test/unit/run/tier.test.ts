import { expect, it } from 'vitest';
import type { Decision } from '../../../action/event/decide.ts';
import type { Inputs } from '../../../action/inputs.ts';
import { domainFaults, toolFaults, toolsOf } from '../../../action/run/tier.ts';

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

type Asked = Pick<Inputs, 'tools' | 'sandbox' | 'allowedDomains'>;

const withDomains: Asked = {
  tools: ['Read', 'Bash'],
  sandbox: 'auto',
  allowedDomains: ['registry.npmjs.org', '*.example.com'],
};

it.each<[name: string, kind: Decision['kind'], over: Partial<Asked>, problem: RegExp | null]>([
  ['a prompt with Bash has', 'prompt', {}, null],
  ['none are given to a review, which is right', 'review', { allowedDomains: [], tools: [] }, null],
  ['no sandbox', 'prompt', { sandbox: 'off' }, /no effect with sandbox: off/],
  ['no Bash', 'prompt', { tools: ['Read', 'Edit'] }, /Bash only.*Add Bash to tools/],
  ['the default tools', 'prompt', { tools: [] }, /Bash only/],
  ['a review', 'review', { tools: [] }, /Bash only.*a review has no Bash/],
])('hosts for commands, where %s: told unless they are of use', (_name, kind, over, problem) => {
  const faults = domainFaults({ ...withDomains, ...over }, { kind } as Decision);
  expect(faults.length).toBe(problem === null ? 0 : 1);
  for (const fault of faults) {
    expect(fault).toMatchObject({ input: 'allowed-domains', value: 'registry.npmjs.org, *.example.com' });
    expect(`${fault.problem}. ${fault.remedy}`).toMatch(problem ?? /never/);
  }
});
