import fc from 'fast-check';
import { expect, it } from 'vitest';
import { localPath } from '../../../runner-pool/http/local-path.ts';

const publicUrl = 'https://runs.example:8443';

it.each([
  ['/', '/'],
  ['/runs?state=failed#top', '/runs?state=failed#top'],
  ['/a/../b', '/b'],
  ['/login?return_to=//evil.example', '/login?return_to=//evil.example'],
])('%s leads to %s', (path, expected) => {
  expect(localPath(path, publicUrl)).toBe(expected);
});

it.each([
  '//evil.example',
  '/\\evil.example',
  '/.//evil.example',
  '/x/..//evil.example',
  '/%2e//evil.example',
])('%s leads nowhere', (path) => {
  expect(localPath(path, publicUrl)).toBeNull();
});

it.each([
  '',
  'runs',
  '?a',
  'https://evil.example',
  'javascript:alert(1)',
  '/\t/evil.example',
  '/\n/evil',
  '/é',
])('%j is no path', (path) => {
  expect(localPath(path, publicUrl)).toBeNull();
});

it('never leads a browser elsewhere, whatever is asked for', () => {
  const part = fc.constantFrom(
    '/',
    '\\',
    '.',
    '..',
    '%2e',
    '%2f',
    '%5c',
    '@',
    ':',
    '?',
    '#',
    'evil.example',
    '\t',
    ' ',
    'https:',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(part, fc.string()), { maxLength: 8 }), (parts) => {
      const path = localPath(`/${parts.join('')}`, publicUrl);
      const led = path === null ? publicUrl : new URL(path, `${publicUrl}/login/callback`).href;
      expect(new URL(led).origin).toBe(publicUrl);
    }),
    { numRuns: 5_000 },
  );
});
