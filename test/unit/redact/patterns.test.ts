import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { libraryAnchors, libraryRules } from '../../../contract/redact/library-rules.ts';
import { createRedactor } from '../../../contract/redact/redactor.ts';
import { tokenRules } from '../../../contract/redact/token-rules.ts';
import { tokens } from './tokens.ts';

const redact = createRedactor({ secrets: [], patterns: true });

const surroundings: Readonly<Record<string, readonly [string, string]>> = {
  'a line of its own': ['', '\n'],
  'a sentence': ['The value is ', ', as it seems.'],
  'an assignment': ['export TOKEN="', '"'],
  'JSON, after an escaped line break': ['{"log":"first\\n', '\\nlast"}'],
  'a coloured log': ['\u001b[32m', '\u001b[0m'],
  'a coloured log in JSON': ['"\\u001b[32m', '\\u001b[0m"'],
  'a query': ['?token%3D', '%26x=1'],
};

describe.each(Object.entries(surroundings))('in %s', (_place, [before, after]) => {
  it.each(Object.entries(tokens))('hides %s', (_kind, token) => {
    const shown = redact(before + token + after);
    expect(shown).toMatch(/\[redacted:[\w-]+\]/);
    // Without a digit it may be a word: `secret`, `Bearer`.
    const pieces = Array.from({ length: token.length - 5 }, (_, at) => token.slice(at, at + 6));
    expect(pieces.filter((piece) => /\d/.test(piece) && shown.includes(piece))).toEqual([]);
  });
});

const keys = {
  'RSA, PKCS #1': generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
    type: 'pkcs1',
    format: 'pem',
  }),
  'RSA, PKCS #8': generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
    type: 'pkcs8',
    format: 'pem',
  }),
  'EC, SEC 1': generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
    type: 'sec1',
    format: 'pem',
  }),
  'EC, PKCS #8': generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
    type: 'pkcs8',
    format: 'pem',
  }),
  Ed25519: generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }),
};
const shapes: Readonly<Record<string, (key: string) => string>> = {
  'as it is': (key) => `cat key.pem\n${key}done\n`,
  'with the lines of Windows': (key) => `cat key.pem\n${key.replaceAll('\n', '\r\n')}done\n`,
  quoted: (key) => key.replace(/^/gm, '> '),
  indented: (key) => key.replace(/^/gm, '      '),
  'with the time before each line': (key) => key.replace(/^(?=.)/gm, '2026-11-21T09:12:33.1234567Z '),
  'in JSON': (key) => JSON.stringify({ key }),
  'in JSON in JSON': (key) => JSON.stringify(JSON.stringify({ key })),
  'without its first line': (key) => key.split('\n').slice(1).join('\n'),
  'cut off': (key) => key.slice(0, -70),
};

describe.each(Object.entries(shapes))('a private key %s', (_shape, write) => {
  it.each(Object.entries(keys))('is hidden: %s', (_kind, pem) => {
    const shown = redact(write(String(pem)));
    expect(shown).toContain('[redacted:private-key]');
    for (const line of String(pem).split('\n').slice(1, -2)) expect(shown).not.toContain(line.slice(0, 12));
  });
});

it('shows what comes after a private key', () => {
  const shown = redact(`${String(keys.Ed25519)}The build went on.\nAll tests passed.\n`);
  expect(shown).toContain('The build went on.\nAll tests passed.\n');
});

it('keeps host and path of a URL whose password it hides', () => {
  expect(redact('postgres://app:p%40ss.w0rd!@db.internal:5432/orders')).toBe(
    'postgres://app:[redacted:url-password]@db.internal:5432/orders',
  );
});

it.each([
  'postgres://postgres:postgres@localhost/test',
  'https://user:***@host/',
  'https://$USER:$PASS@host/',
])('leaves the placeholder of %s', (url) => expect(redact(url)).toBe(url));

it('hides the end of a value too whose rule reports the place of its name', () => {
  expect(redact('//npm.example/:_authToken=a1$b2c3d4e5f6g7h8i9j0 was used')).toBe(
    '//npm.example/:_authToken=[redacted:npm] was used',
  );
});

it('takes no notice of a text that would switch rules off', () => {
  expect(redact(`secretlint-disable\n${tokens['Stripe']}`)).toContain('[redacted:stripe]');
});

it('is never asked to redact what it already has', () => {
  for (const token of Object.values(tokens)) expect(redact(redact(token))).toBe(redact(token));
});

it('calls every rule of the library that is not left out, and none that would answer later', () => {
  const source = {
    content: Object.values(tokens).join('\n'),
    filePath: undefined,
    ext: '',
    contentType: 'text',
  };
  const context = {
    sharedOptions: {},
    createTranslator: () => () => ({}),
    report: () => undefined,
    ignore: () => undefined,
  };
  expect(Object.keys(libraryAnchors).toSorted()).toEqual(
    libraryRules()
      .map(({ name }) => name)
      .toSorted(),
  );
  for (const { rule } of libraryRules())
    expect(rule.create(context as never, {}).file?.(source as never)).toBeUndefined();
});

it('has a token for each rule of ours', () => {
  const text = Object.values(tokens).join('\n');
  for (const { pattern } of tokenRules) expect(text.match(pattern)).not.toBeNull();
});
