import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import gte from 'semver/functions/gte.js';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { sha512Of } from '../../../action/claude-install/integrity.ts';
import { MINIMUM_VERSION } from '../../../action/claude-install/needed-flags.ts';
import { PINNED_VERSION, pinnedIntegrity } from '../../../action/claude-install/pinned-version.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const read = (...path: readonly string[]): string => readFileSync(join(root, ...path), 'utf8');

it('is the default of claude-version in action.yml', () => {
  const action = parse(read('action.yml')) as { inputs: Record<string, { default?: string }> };
  expect(action.inputs['claude-version']?.default).toBe(PINNED_VERSION);
});

it('is the version that the tests run', () => {
  const { devDependencies } = JSON.parse(read('package.json')) as { devDependencies: Record<string, string> };
  expect(devDependencies['@anthropic-ai/claude-code']).toBe(PINNED_VERSION);
});

it('is new enough for the action itself', () => {
  expect(gte(PINNED_VERSION, MINIMUM_VERSION)).toBe(true);
});

it('has a sha512 for every package that Claude Code is published as', () => {
  const { optionalDependencies } = JSON.parse(
    read('node_modules', '@anthropic-ai', 'claude-code', 'package.json'),
  ) as { optionalDependencies: Record<string, string> };
  const published = Object.keys(optionalDependencies).map((name) =>
    name.slice('@anthropic-ai/claude-code-'.length),
  );
  expect(Object.keys(pinnedIntegrity).toSorted()).toEqual(published.toSorted());
  const hashes = Object.values(pinnedIntegrity).map((integrity) => sha512Of(integrity));
  expect(hashes).not.toContain(null);
  expect(new Set(hashes).size).toBe(published.length);
});

it('has the sha512 that npm locked for the packages in package-lock.json', () => {
  const { packages } = JSON.parse(read('package-lock.json')) as {
    packages: Record<string, { integrity?: string }>;
  };
  for (const [key, integrity] of Object.entries(pinnedIntegrity)) {
    const locked = packages[`node_modules/@anthropic-ai/claude-code-${key}`]?.integrity;
    expect.soft(locked ?? integrity, key).toBe(integrity);
  }
});
