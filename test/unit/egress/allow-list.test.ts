import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAllowed, readAllowList, readDestination } from '../../../action/egress/allow-list.ts';

const rules = readAllowList([
  'registry.npmjs.org',
  '*.example.com',
  'git.example.org:8443',
  'Bücher.example',
]);
const allowed = (authority: string): boolean => {
  const destination = readDestination(authority);
  return destination !== null && isAllowed(destination, rules);
};

it.each([
  ['registry.npmjs.org:443'],
  ['REGISTRY.npmjs.ORG:443'],
  ['registry.npmjs.org.:443'],
  ['a.example.com:443'],
  ['a.b.example.com:443'],
  ['git.example.org:8443'],
  ['bücher.example:443'],
  ['xn--bcher-kva.example:443'],
  ['ｒegistry.npmjs.org:443'],
])('lets %s through', (authority) => {
  expect(allowed(authority)).toBe(true);
});

it.each([
  ['another name', 'npmjs.org:443'],
  ['another port', 'registry.npmjs.org:80'],
  ['the standard port of one with its own', 'git.example.org:443'],
  ['a name that ends alike', 'evilregistry.npmjs.org:443'],
  ['a name that starts alike', 'registry.npmjs.org.evil.test:443'],
  ['the apex of a wildcard', 'example.com:443'],
  ['a name that ends as a wildcard does', 'evilexample.com:443'],
  ['an empty label', 'a..example.com:443'],
  ['two trailing dots', 'registry.npmjs.org..:443'],
  ['a leading dot', '.example.com:443'],
  ['user information', 'registry.npmjs.org@evil.test:443'],
  ['a path', 'registry.npmjs.org/x:443'],
  ['a query', 'a.example.com?x:443'],
  ['a fragment', 'evil.test#.example.com:443'],
  ['a backslash', 'evil.test\\.example.com:443'],
  ['a percent sign', 'evil%2etest.example.com:443'],
  ['a NUL', 'a\0.example.com:443'],
  ['a blank', 'a b.example.com:443'],
  ['no port', 'registry.npmjs.org'],
  ['port 0', 'registry.npmjs.org:0'],
  ['a port beyond all', 'registry.npmjs.org:65979'],
  ['a signed port', 'registry.npmjs.org:+443'],
])('refuses %s: %s', (_what, authority) => {
  expect(allowed(authority)).toBe(false);
});

describe('an address', () => {
  it.each([
    ['1.2.3.4:443'],
    ['[::1]:443'],
    ['::1:443'],
    ['2130706433:443'],
    ['0x7f000001:443'],
    ['0x7f.1:443'],
    ['0177.0.0.1:443'],
    ['127.1:443'],
    ['１２７.0.0.1:443'],
    ['a.example.127:443'],
    ['localhost:443'],
  ])('%s is not a host name', (authority) => {
    expect(readDestination(authority)).toBeNull();
  });
});

it.each([
  ['https://example.com'],
  ['1.2.3.4'],
  ['*'],
  ['*.*.example.com'],
  ['a.*.example.com'],
  ['localhost'],
  [''],
])('takes no entry %j', (entry) => {
  expect(() => readAllowList([entry])).toThrow('allowed-domains');
});

it('never lets through a name that is neither listed nor below a wildcard', () => {
  const part = fc.stringMatching(/^[a-zA-Z0-9.\-_@#/\\%:*]{0,12}$/);
  const near = fc
    .tuple(
      part,
      fc.constantFrom('registry.npmjs.org', 'example.com', '.example.com', 'git.example.org'),
      part,
    )
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(
      fc.oneof(near, fc.webAuthority(), fc.string()),
      fc.constantFrom('443', '8443', '80'),
      (name, port) => {
        const destination = readDestination(`${name}:${port}`);
        if (destination === null || !isAllowed(destination, rules)) return;
        expect(`${destination.host}:${destination.port}`).toMatch(
          /^(registry\.npmjs\.org:443|([a-z0-9_-]+\.)+example\.com:443|git\.example\.org:8443|xn--bcher-kva\.example:443)$/,
        );
      },
    ),
    { numRuns: 2000 },
  );
});

it('reads what it gives back as the same destination', () => {
  const again = (authority: string): boolean => {
    const once = readDestination(authority);
    if (once === null) return true;
    const twice = readDestination(`${once.host}:${once.port}`);
    return twice?.host === once.host && twice.port === once.port;
  };
  const authority = fc
    .tuple(fc.domain(), fc.integer({ min: 1, max: 65_535 }))
    .map((parts) => parts.join(':'));
  expect(() => fc.assert(fc.property(authority, again))).not.toThrow();
});
