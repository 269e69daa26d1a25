import { describe, expect, it } from 'vitest';
import { chooseIsolation } from '../../../action/run/isolation.ts';
import type { SandboxSearchResult } from '../../../action/sandbox/find-sandbox.ts';

const usable: SandboxSearchResult = {
  kind: 'usable',
  path: '/usr/bin/bwrap',
  version: '0.9.0',
  canDisableUserns: true,
  canLimitSize: true,
  canFilterCalls: true,
};
const missing: SandboxSearchResult = { kind: 'missing', why: 'bwrap is not there', remedy: 'Install it' };
const forbidden: SandboxSearchResult = {
  kind: 'forbidden',
  rule: 'apparmor',
  why: 'AppArmor does not let it',
  remedy: 'Set the sysctl',
};

describe('how a run is contained', () => {
  it.each([
    ['auto', 'read', usable, 'sandbox'],
    ['auto', 'read', missing, 'plain'],
    ['auto', 'read', forbidden, 'plain'],
    ['auto', 'write', usable, 'sandbox'],
    ['auto', 'write', missing, 'refused'],
    ['auto', 'write', forbidden, 'refused'],
    ['required', 'read', usable, 'sandbox'],
    ['required', 'read', missing, 'refused'],
    ['required', 'write', usable, 'sandbox'],
    ['required', 'write', forbidden, 'refused'],
    ['off', 'read', null, 'plain'],
    ['off', 'write', null, 'plain'],
  ] as const)('sandbox: %s, tier %s, %j: %s', (mode, tier, found, kind) => {
    expect(chooseIsolation(mode, tier, found).kind).toBe(kind);
  });

  it('a refusal says why, and what to do', () => {
    expect(chooseIsolation('required', 'read', missing)).toMatchObject({
      message: expect.stringContaining('bwrap is not there'),
      remedy: expect.stringContaining('Install it'),
    });
    expect(chooseIsolation('auto', 'write', forbidden)).toMatchObject({
      remedy: expect.stringMatching(/Set the sysctl.*sandbox: off/),
    });
  });

  it('a refusal names sandbox: off once, also where the remedy for the machine does already', () => {
    const remedy = 'Set the sysctl, or set `sandbox: off` to go without';
    expect(chooseIsolation('auto', 'write', { ...forbidden, remedy })).toMatchObject({
      remedy: `${remedy}.`,
    });
  });
});
