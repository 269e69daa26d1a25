import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBranchName } from '../../../action/context/ref-name.ts';
import { checkedSha, isSha } from '../../../action/context/sha.ts';

/** What git itself says. It can be told no NUL by argument list. */
function gitTakes(name: string): boolean {
  const { status, stdout } = spawnSync('git', ['check-ref-format', '--branch', name], {
    env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8', GIT_DIR: '/nonexistent' },
    encoding: 'utf8',
  });
  return status === 0 && stdout === `${name}\n`;
}

const hostile = fc.constantFrom(
  ...[
    '.',
    '..',
    '/',
    '//',
    '@',
    '@{',
    '{',
    '-',
    '~',
    '^',
    ':',
    '?',
    '*',
    '[',
    '\\',
    ' ',
    '\t',
    '\n',
    '\x7f',
    '\x1b',
  ],
  ...[
    '.lock',
    'lock',
    'HEAD',
    'refs/heads/',
    'main',
    'a',
    '$(x)',
    '`x`',
    '"',
    "'",
    ';',
    '|',
    '&',
    '<',
    '>',
    '..\u200b',
  ],
  ...['日本', '😀', 'ü', '\u202e', '--upload-pack=x', '+', '!'],
);

describe('names of branches', () => {
  it('are taken and refused as git check-ref-format --branch does', () => {
    const text = fc.string({ unit: 'binary', maxLength: 8 }).filter((value) => !value.includes('\0'));
    const name = fc.array(fc.oneof({ weight: 3, arbitrary: hostile }, text), { maxLength: 6 });
    fc.assert(
      fc.property(
        name.map((parts) => parts.join('')).filter((one) => one !== '@'),
        (one) => {
          expect(isBranchName(one)).toBe(gitTakes(one));
        },
      ),
      { numRuns: 200 },
    );
  }, 60_000);

  it.each(['main', 'feature/a-b_c.d', 'dependabot/npm/x-1.2', 'a@b', '日本', 'x{y}'])('%s is one', (name) => {
    expect(gitTakes(name)).toBe(true);
    expect(isBranchName(name)).toBe(true);
  });

  it.each([
    '',
    '-x',
    '--upload-pack=evil',
    'a..b',
    'a b',
    'a\nb',
    '@',
    'HEAD',
    'a.lock',
    'a/.b',
    '/a',
    'a/',
    'a\0b',
    '\ud800',
  ])('%j is none', (name) => {
    expect(isBranchName(name)).toBe(false);
  });
});

describe('names of objects', () => {
  it('are 40 or 64 hexadecimal digits and nothing else', () => {
    expect([40, 64].map((digits) => isSha('a'.repeat(digits)))).toEqual([true, true]);
    const none = [
      '',
      'main',
      '--all',
      'a'.repeat(39),
      'a'.repeat(41),
      'A'.repeat(40),
      `${'a'.repeat(40)}\n`,
      `-${'a'.repeat(39)}`,
    ];
    expect(none.filter(isSha)).toEqual([]);
    expect(() => checkedSha('--output=x')).toThrow('"--output=x" is not the full name of a commit');
  });
});
