import { describe, expect, it } from 'vitest';
import { guidancePrompt } from '../../../action/config/guidance-prompt.ts';
import { guidanceText } from '../../../action/config/guidance-text.ts';

const files = (...texts: readonly string[]): { path: string; text: string }[] =>
  texts.map((text, index) => ({ path: `${index}.md`, text }));

describe('the text of the guidance', () => {
  it('says which part is from which file', () => {
    const { text, paths } = guidanceText({ files: files('One.\n', 'Two.'), leftOut: [] });
    expect(text).toBe(
      '--- "0.md" ---\nOne.\n--- end of "0.md" ---\n\n--- "1.md" ---\nTwo.\n--- end of "1.md" ---',
    );
    expect(paths).toEqual(['0.md', '1.md']);
  });

  it('cuts at a line what is too long, gives nothing after it, and says so', () => {
    const given = guidanceText({ files: files('a\nb\n', 'line one\nline two', 'c'), leftOut: [] }, 14);
    expect(given.text).toContain('line one\n[the rest is left out: too long]');
    expect(given.text).not.toContain('line two');
    expect(given.paths).toEqual(['0.md', '1.md']);
    expect(given.cut).toEqual([
      { path: '1.md', why: '9 of its 17 characters are beyond the limit of 14' },
      { path: '2.md', why: '1 of its 1 characters are beyond the limit of 14' },
    ]);
  });

  it('is nothing where there is no guidance', () => {
    const none = guidanceText({ files: files('  \n'), leftOut: [] });
    expect(none.text).toBe('');
    expect(guidancePrompt(none)).toBe('');
  });
});
