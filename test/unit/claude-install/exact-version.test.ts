import { expect, it } from 'vitest';
import { isExactVersion } from '../../../action/claude-install/exact-version.ts';

it.each(['2.1.329', '0.0.1', '3.0.0-beta.1'])('takes %s as an exact version', (text) => {
  expect(isExactVersion(text)).toBe(true);
});

it.each([
  '',
  'latest',
  '2.1',
  '^2.1.329',
  '2.1.x',
  'v2.1.329',
  ' 2.1.329',
  '2.1.329+build',
  '2.1.329/../..',
  '../2.1.329',
])('does not take %j', (text) => {
  expect(isExactVersion(text)).toBe(false);
});
