import { describe, expect, it } from 'vitest';
import { ansiSpans } from '../../../dashboard-static/timeline/ansi.ts';

const e = '\u001b';

describe("a terminal's output", () => {
  it('keeps its colours as classes', () => {
    expect(ansiSpans(`a ${e}[1;31mred${e}[39m bold${e}[0m plain`)).toEqual([
      { text: 'a ', classes: [] },
      { text: 'red', classes: ['ansi-bold', 'ansi-1'] },
      { text: ' bold', classes: ['ansi-bold'] },
      { text: ' plain', classes: [] },
    ]);
  });

  it.each([
    ['92', ['ansi-10']],
    ['44', ['ansi-on-4']],
    ['31;42', ['ansi-on-2']],
    ['38;5;9', ['ansi-9']],
    ['38;5;46', ['ansi-10']],
    ['38;5;244', ['ansi-8']],
    ['38;2;200;30;30', ['ansi-1']],
    ['48;2;0;0;255', ['ansi-on-12']],
    ['38;5;196;1', ['ansi-bold', 'ansi-9']],
    ['3;4', ['ansi-italic', 'ansi-underlined']],
  ])('makes %s one of the sixteen of the theme', (codes, classes) => {
    expect(ansiSpans(`${e}[${codes}mx`)).toEqual([{ text: 'x', classes }]);
  });

  it('leaves out commands that move, erase, name or link', () => {
    const output = `${e}[2J${e}[1;1Ha${e}[?25l${e}]0;title\u0007b${e}]8;;javascript:x${e}\\c${e}]8;;${e}\\${e}(B${e}M`;
    expect(
      ansiSpans(output)
        .map(({ text }) => text)
        .join(''),
    ).toBe('abc');
  });

  it('shows of a line that was written over the last state', () => {
    expect(ansiSpans('10%\r50%\r100%\ndone\r\n')).toEqual([{ text: '100%\ndone\n', classes: [] }]);
  });

  it('does not stumble over codes that are none', () => {
    expect(
      ansiSpans(`${e}[999;;38mx${e}[38;5my${e}[38;2;1mz${e}[`)
        .map(({ text }) => text)
        .join(''),
    ).toContain('xyz');
    expect(ansiSpans('')).toEqual([]);
  });

  it('keeps the last state where nothing follows it', () => {
    expect(ansiSpans('a\r\rb\r\r')).toEqual([{ text: 'b', classes: [] }]);
    expect(ansiSpans('\r\r\n\r')).toEqual([{ text: '\n', classes: [] }]);
  });

  it('is one piece where it looks the same', () => {
    expect(ansiSpans(`${e}[5;5Hx`.repeat(100_000))).toEqual([{ text: 'x'.repeat(100_000), classes: [] }]);
  });

  it('is plain from where it changes its look too often', () => {
    const spans = ansiSpans(`${e}[31ma${e}[32mb`.repeat(10_000));
    expect(spans).toHaveLength(5_001);
    expect(spans.at(-1)).toEqual({ text: 'ab'.repeat(7_500), classes: [] });
  });

  it('comes to an end with a million commands, or line returns', () => {
    expect(ansiSpans(`${e}[31m`.repeat(1_000_000))).toEqual([]);
    expect(ansiSpans('\r'.repeat(1_000_000))).toEqual([]);
    expect(ansiSpans(`${'\r'.repeat(1_000_000)}a`)).toEqual([{ text: 'a', classes: [] }]);
  });
});
