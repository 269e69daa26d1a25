import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLog } from '../../action/log.ts';
import { commandIn, linesOf } from './runner-commands.ts';

const secret = 'sk-ant-0123456789';

function logged(level: 'info' | 'warn' | 'error' | 'debug', text: string): string {
  let written = '';
  const log = createLog({
    redact: (from) => from.replaceAll(secret, '[redacted]'),
    debug: true,
    write: (more) => {
      written += more;
    },
  });
  log[level](text);
  return written;
}

test('the rule of the runner is known here', () => {
  expect(commandIn('::add-mask::x')).toBe('add-mask');
  expect(commandIn(' \t::set-env name=A::b')).toBe('set-env');
  expect(commandIn('in a line ##[add-path]/x')).toBe('add-path');
  expect(commandIn('\ufeff:\u200b:stop-commands::x')).toBe('stop-commands');
  expect(commandIn('std::vector::x and a::group::b')).toBeNull();
});

test.each([
  '::add-mask::x',
  '  ::stop-commands::x',
  '\u00a0\u2003::set-env name=A::b',
  'x\n::set-output name=a::b',
  'x\r::set-output name=a::b',
  'x\u2028::add-path::/x',
  'x\u0085::add-path::/x',
  'x\v::add-path::/x\f::add-path::/y',
  '\u001b[0m::add-mask::x',
  '\ufeff::add-mask::x',
  '\u200b\u00ad:\u2060:add-mask:\u0000:x',
  'a ##[add-mask]x',
  'a #\u200b#\u202e[add-mask]x',
  'a ##\u0000[group]x',
  'a ###[group]x',
  '##[[group]',
  '##[##[group]',
  '#\ud800#[group]',
])('%j is no command in a log', (text) => {
  for (const level of ['info', 'debug'] as const) {
    expect(
      linesOf(logged(level, text))
        .map(commandIn)
        .filter((name) => name !== null),
    ).toEqual([]);
  }
  for (const [level, name] of [
    ['warn', 'warning'],
    ['error', 'error'],
  ] as const) {
    expect(linesOf(logged(level, text)).map(commandIn)).toEqual([name, null]);
  }
});

test('no text of any kind makes a command, a second line or an escape sequence', () => {
  const bits = fc.constantFrom(
    ...[
      '::',
      ':',
      '##[',
      '#',
      '[',
      ']',
      'add-mask',
      'group',
      'stop-commands',
      ' ',
      '\t',
      'x',
      '%0A',
      '%3A',
      secret,
    ],
    ...['\n', '\r', '\v', '\f', '\0', '\u001b[31m', '\u0085', '\u009b', '\u2028', '\u2029'],
    ...['\ufeff', '\u200b', '\u200d', '\u00ad', '\u202e', '\u034f', '\u{e0001}', '\u00a0', '\ud800'],
  );
  fc.assert(
    fc.property(fc.array(bits, { maxLength: 14 }), (parts) => {
      const [line = '', ...rest] = linesOf(logged('info', parts.join('')));
      expect(rest).toEqual(['']);
      expect(commandIn(line)).toBeNull();
      expect(line).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      expect(line).not.toContain(secret);
      expect(linesOf(logged('warn', parts.join(''))).map(commandIn)).toEqual(['warning', null]);
    }),
    { numRuns: 5000 },
  );
});

test.each(['[command]/bin/sh', '  [GROUP]x', '[error] all is lost', '[endgroup]'])(
  '%j is not drawn by the page of the log',
  (text) => {
    expect(logged('info', text)).toMatch(/^\s*\[ /);
  },
);

test('a secret that is written apart is found once its line is made harmless', () => {
  expect(logged('info', 'key sk-\u200bant-01234\u00ad56789')).toBe('key [redacted]\n');
});

test('ordinary lines are left alone', () => {
  const line = 'Turn 3 · “std::vector<int> in [src/a.ts] — 漢字, مرحبا, é” · Read #12';
  expect(logged('info', line)).toBe(`${line}\n`);
});

test('a line is bounded', () => {
  expect(logged('info', 'x'.repeat(1e6)).length).toBeLessThan(10_000);
});
