import { describe, expect, it } from 'vitest';
import { parseCutJson } from '../../../dashboard-static/timeline/cut-json.ts';
import { cutText } from '../../../dashboard-static/timeline/cut-text.ts';
import { answers, calls, stepsOf } from '../../helpers/dashboard/journal-lines.ts';

describe('a line of which only the beginning is there', () => {
  it('is paired all the same, and says how large it is', () => {
    const whole = answers(2, { id: 'a', content: 'x'.repeat(50_000) });
    const cut = {
      ...whole,
      data: JSON.stringify(whole.data).slice(0, 16_384),
      body: { file: 'body-2.json', bytes: 50_200 },
    };
    const [step] = stepsOf([calls(1, { id: 'a' }), cut]);
    expect(step?.content).toMatchObject({ kind: 'tool', result: { seq: 2 } });
    expect(step?.content.kind === 'tool' && step.content.result?.text.length).toBeGreaterThan(16_000);
    expect(step?.large).toMatchObject([{ bytes: 50_200, event: { seq: 2 } }]);
  });

  it.each([
    ['{"a":"b', { a: 'b' }],
    ['{"a":"b\\', { a: 'b' }],
    ['{"a":"b\\u00', { a: 'b' }],
    ['{"a":"b\\"c', { a: 'b"c' }],
    ['{"a":1,"b":{"c":[1,2', { a: 1, b: { c: [1] } }],
    ['{"a":1,"bee', { a: 1 }],
    ['{"a":1,"b":', { a: 1 }],
    ['{"a":[{"b":"}]"},{"c":tru', { a: [{ b: '}]' }, {}] }],
    ['["a","b"', ['a', 'b']],
    ['[', []],
    ['{"a":"b"}', { a: 'b' }],
  ])('reads %s', (text, value) => {
    expect(parseCutJson(text)).toEqual(value);
  });

  it.each(['', 'tru', '"', 'nothing of the kind', '}}}}', ':,:'])('does not stumble over %j', (text) => {
    expect(() => parseCutJson(text)).not.toThrow();
  });

  it('is quick with brackets alone', () => {
    expect(() => parseCutJson('['.repeat(16_384))).not.toThrow();
  });
});

describe('a long text', () => {
  it('is cut after 200 lines, and knows how many it has', () => {
    const cut = cutText(Array.from({ length: 300 }, (_, at) => `line ${at}`).join('\n'));
    expect(cut).toMatchObject({ lines: 300, isCut: true });
    expect(cut.text.split('\n')).toHaveLength(200);
  });

  it('has huge lines cut, and says by how much', () => {
    const { text, isCut } = cutText('x'.repeat(1_002_000));
    expect(isCut).toBe(true);
    expect(text).toMatch(/^x{2000} … 1,000,000 more characters$/);
  });

  it('is left alone when it is short', () => {
    expect(cutText('a\nb')).toEqual({ text: 'a\nb', lines: 2, isCut: false });
  });
});
