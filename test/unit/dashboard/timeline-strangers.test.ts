import { describe, expect, it } from 'vitest';
import { matchParts } from '../../../dashboard-static/timeline/match-parts.ts';
import { repositoryPages, safeHref } from '../../../dashboard-static/timeline/safe-link.ts';
import { oneLine, visibleText } from '../../../dashboard-static/timeline/visible-text.ts';

describe("strangers' text", () => {
  it('shows characters that turn the direction or have no width', () => {
    expect(visibleText('safe\u202egpj.exe')).toBe('safe⟨U+202E⟩gpj.exe');
    expect(visibleText('a\u200bb\u2066c\ufeffd')).toBe('a⟨U+200B⟩b⟨U+2066⟩c⟨U+FEFF⟩d');
    expect(visibleText('\u{e0041}')).toBe('⟨U+E0041⟩');
  });

  it('shows commands of a terminal as signs', () => {
    expect(visibleText('\u001b[2Jgone\u0000\u009b')).toBe('␛[2Jgone␀⟨U+009B⟩');
  });

  it('keeps what people write: line ends, tabs, right-to-left letters, joined emoji', () => {
    const text = 'a\tb\nשלום مرحبا 👩‍💻';
    expect(visibleText(text)).toBe(text);
    expect(visibleText('a\r\nb')).toBe('a\nb');
  });

  it('is cut between characters for a title', () => {
    expect(oneLine(`  two\n\n  lines  ${'👍'.repeat(300)}`, 12)).toBe('two lines 👍…');
    expect(oneLine('x'.repeat(10_000_000))).toHaveLength(200);
  });
});

describe('links', () => {
  it.each([
    'javascript:alert(1)',
    ' JaVaScRiPt:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc',
    'mailto:a@b',
    '//x',
    'x',
  ])('do not lead to %s', (address) => {
    expect(safeHref(address)).toBeNull();
  });

  it('lead to web pages', () => {
    expect(safeHref('https://example.com/a b')).toBe('https://example.com/a%20b');
    expect(safeHref('http://localhost:8080')).toBe('http://localhost:8080/');
  });

  it('lead to the pages of the repository on the server of the run', () => {
    const pages = repositoryPages('https://github.example/o/r/actions/runs/1', 'o/r');
    const sha = 'a'.repeat(40);
    expect(pages.pullRequest(12)).toBe('https://github.example/o/r/pull/12');
    expect(pages.line({ sha, path: 'src/#1 ?.ts', line: 3 })).toBe(
      `https://github.example/o/r/blob/${sha}/src/%231%20%3F.ts#L3`,
    );
  });

  it('lead nowhere from a run whose address is none, nor out of the repository', () => {
    const sha = 'a'.repeat(40);
    expect(repositoryPages('javascript:alert(1)//', 'o/r').run).toBeNull();
    expect(repositoryPages('javascript:alert(1)//', 'o/r').pullRequest(1)).toBeNull();
    expect(repositoryPages('https://github.com/x', 'o/r/../..').pullRequest(1)).toBeNull();
    expect(repositoryPages('https://github.com/x', 'o/r').line({ sha, path: '../../x', line: 1 })).toBeNull();
    expect(
      repositoryPages('https://github.com/x', 'o/r').line({ sha: 'main/../x', path: 'a', line: 1 }),
    ).toBeNull();
    expect(repositoryPages('https://github.com/x', 'o/r').line({ sha, path: 'a\ud800', line: 1 })).toBeNull();
  });
});

describe('what is searched for', () => {
  it('is marked, whatever its case', () => {
    expect(matchParts('Mean and mean', 'mean')).toEqual([
      { text: 'Mean', isMatch: true },
      { text: ' and ', isMatch: false },
      { text: 'mean', isMatch: true },
    ]);
  });

  it('is no pattern', () => {
    expect(matchParts('a.c abc', 'a.c').filter(({ isMatch }) => isMatch)).toHaveLength(1);
  });

  it('is not marked a million times', () => {
    const parts = matchParts('a'.repeat(1_000_000), 'a');
    expect(parts.length).toBeLessThan(1_100);
    expect(parts.map(({ text }) => text).join('')).toHaveLength(1_000_000);
  });
});
