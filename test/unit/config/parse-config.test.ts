import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultConfig } from '../../../action/config/config.ts';
import { parseConfig } from '../../../action/config/parse-config.ts';
import { describeFault } from '../../../action/fault.ts';

const parse = (...lines: readonly string[]): ReturnType<typeof parseConfig> =>
  parseConfig(`${lines.join('\n')}\n`, 'c.yml');
const faults = (...lines: readonly string[]): readonly string[] => {
  const parsed = parse(...lines);
  return parsed.kind === 'broken' ? parsed.faults.map(describeFault) : [];
};

describe('a configuration file', () => {
  it('is read whole', () => {
    const parsed = parse(
      'guidance: false',
      'allowed-domains: [registry.npmjs.org, "*.example.com:8443"]',
      'prices:',
      '  - { model: claude-new-*, from: 2026-11-01, input: 4, output: 20, cache-read: 0.2, cache-write-1h: 8 }',
      'limits: { runs-per-hour: 5 }',
      'review: { ignore: ["docs/**"] }',
    );
    expect(parsed).toEqual({
      kind: 'config',
      config: {
        guidance: false,
        allowedDomains: ['registry.npmjs.org', '*.example.com:8443'],
        prices: [
          {
            model: 'claude-new-*',
            from: '2026-11-01',
            input: 4,
            output: 20,
            cacheRead: 0.2,
            cacheWrite1h: 8,
          },
        ],
        limits: { runsPerHour: 5 },
        review: { ignore: ['docs/**'] },
      },
    });
  });

  it.each(['', '# nothing yet', '---', '{}'])('that says nothing (%j) leaves every default', (text) => {
    expect(parse(text)).toEqual({ kind: 'config', config: defaultConfig });
  });

  it('has all its faults told at once, in its order, each with its place, value and remedy', () => {
    expect(
      faults(
        'guidance: maybe',
        'limits:',
        '  runs-per-hour: 0',
        '  runs-per-day: 3',
        'allowed-domains:',
        '  - https://example.com/',
        'prices:',
        '  - { model: m, from: 2026-02-30, input: -1, output: 1 }',
        'hooks: { start: rm }',
      ),
    ).toEqual([
      'c.yml:1:11 guidance: "maybe" is not true or false. Give true or false.',
      'c.yml:3:18 limits.runs-per-hour: "0" is not a whole number from 1 to 200. Give a whole number from 1 to 200.',
      'c.yml:4:3 limits.runs-per-day is not known. Take it out, or use one of runs-per-hour.',
      'c.yml:6:5 allowed-domains[1]: "https://example.com/" is not a host name such as registry.npmjs.org or *.example.com, without https:// and without a path. Give a host name such as registry.npmjs.org or *.example.com, without https:// and without a path.',
      'c.yml:8:5 prices[1] lacks cache-read. Add cache-read.',
      'c.yml:8:23 prices[1].from: "2026-02-30" is not a date such as 2026-11-01. Give a date such as 2026-11-01.',
      'c.yml:8:42 prices[1].input: "-1" is not a number of US dollars for a million tokens. Give a number of US dollars for a million tokens.',
      'c.yml:9:1 hooks is not known. Take it out, or use one of guidance, allowed-domains, prices, limits, review.',
    ]);
  });

  it.each([
    ['a list at the top', ['- a'], /^c\.yml:1:1: .*is not a list of keys and values/],
    ['a word alone', ['yes'], /^c\.yml:1:1: "yes" is not a list of keys and values/],
    ['a key twice', ['guidance: true', 'guidance: false'], /^c\.yml:2:1 .*keys must be unique/],
    ['what is no YAML', ['limits: ['], /^c\.yml:2:1 is not the YAML/],
    ['a tag', ['guidance: !!js/function x'], /Unresolved tag/],
    ['a tag of YAML itself', ['guidance: !!binary aGk='], /Unresolved tag/],
    ['two documents', ['a: 1', '---', 'b: 2'], /multiple documents/],
    ['a prototype', ['__proto__: { guidance: false }'], /__proto__ is not known/],
    ['a merge', ['<<: { guidance: false }'], /<< is not known/],
    ['an address', ['allowed-domains: [10.0.0.1]'], /is not a host name/],
    ['a list in place of a value', ['guidance: [true]'], /"a list or a group" is not true or false/],
  ])('refuses %s', (_name, lines, told) => {
    expect(faults(...lines).join('\n')).toMatch(told);
  });

  it('is refused beyond its size, and where references would make it large', () => {
    expect(faults(`# ${'x'.repeat(65_536)}`)).toEqual([
      expect.stringMatching(/^c\.yml is larger than 64 KB/),
    ]);
    const rows = [...'bcdefgh'].map((name, index) => {
      const before = `*${'abcdefgh'.charAt(index)}`;
      return `${name}: &${name} [${Array.from({ length: 9 }, () => before).join(', ')}]`;
    });
    expect(faults('a: &a [x, x, x, x, x, x, x, x, x]', ...rows).join()).toMatch(/without aliases/);
  });

  it('never throws, whatever it holds', () => {
    const fragment = fc.constantFrom(
      'guidance',
      ': ',
      '\n',
      '  ',
      '- ',
      '[',
      '{',
      '&a ',
      '*a',
      '!!set ',
      '"',
      '|\n',
      '#',
      '? ',
      '\t',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(fragment, fc.string()), { maxLength: 40 }), (parts) => {
        const parsed = parseConfig(parts.join(''), 'c.yml');
        expect(parsed.kind === 'config' || parsed.faults.length > 0).toBe(true);
      }),
      { numRuns: 500 },
    );
    expect(parseConfig('['.repeat(60_000), 'c.yml').kind).toBe('broken');
  });
});
