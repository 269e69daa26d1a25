import { expect, it } from 'vitest';
import { type Missing, manifestOf } from '../../../../runner-pool/export/manifest.ts';

const none = { repositories: new Set<string>(), shards: [], behind: new Map<string, string>() };
const missing = (why: Missing['why'], minute: number): Missing => ({
  artifact: `of ${why}`,
  why,
  at: new Date(minute * 60_000).toISOString(),
});

it('has no time of its own', () => {
  expect(manifestOf({ ...none, missing: [] })).toEqual({
    version: 1,
    updatedAt: null,
    repositories: [],
    shards: [],
    missing: [],
  });
});

it('tells what is missing by time, and of strangers’ doing the newest hundred', () => {
  const forged = Array.from({ length: 150 }, (_, index) => missing('untrusted', index));
  const told = manifestOf({ ...none, missing: [missing('expired', 60), ...forged.toReversed()] }).missing;
  expect(told).toHaveLength(101);
  expect(told.slice(0, 12)).toEqual([
    ...forged.slice(50, 60),
    missing('expired', 60),
    missing('untrusted', 60),
  ]);
});
