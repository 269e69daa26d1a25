import { describe, expect, test } from 'vitest';
import { sanitiseMarkdown } from '../../../action/sanitise/markdown.ts';

describe('formulas with parts that are not shown are taken out', () => {
  test.each([
    ['of no ink', 'a $\\phantom{secret}$ b'],
    ['white', 'a $\\color{white}{secret}$ b'],
    ['white text', 'a $x \\textcolor{#fff}{secret}$ b'],
    ['pushed away', 'a $\\hspace{-99em}secret$ b'],
    ['over each other', 'a $\\rlap{secret}x$ b'],
    ['by a command of their own', 'a $\\def\\x#1{}\\x{secret}$ b'],
    ['in a comment', 'a $x % secret$ b'],
    ['in a comment after an escape', 'a $x \\\\% secret$ b'],
    ['beside money', 'a $5 and $\\phantom{secret}$ b'],
    ['on lines of their own', 'a\n\n$$\nx % secret\n$$\n\nb'],
    ['between backticks', 'a $`\\phantom{secret}`$ b'],
    ['in a block of code', 'a\n\n```math\n\\phantom{secret}\n```\n\nb'],
    ['in a comment of a block', 'a\n\n```MATH\nx % secret\n```\n\nb'],
    ['in a quote', '> a $x +\n> \\phantom{secret}$ b'],
    ['with a comment of HTML in them', 'a $\\phantom{<!--}$ secret --> b'],
  ])('%s', (_, source) => {
    const { text, removed } = sanitiseMarkdown(source);
    expect(text).not.toContain('secret');
    expect(text).toContain('[formula]');
    expect(removed.formula).toBe(1);
  });
});

test('formulas, money and code that show all they say stay', () => {
  for (const text of [
    'a $\\frac{a}{b} < \\sum_{i=1}^n x_i$ b',
    '$$\n\\begin{aligned} a &= 5\\% \\\\ b &= c \\end{aligned}\n$$',
    'costs $5, or 10% of $50, or 3% of US$7',
    'from $A$ to 10% of ($B$) or $C$ is 5% of $D$',
    '`\\phantom` between $HOME and $PATH, `$x % y$` and `\\color{white}`',
    '```math\na^2 + b^2\n```\n\n```tex\n\\phantom{x} % y\n```',
    'only \\phantom{x} 5% \\$x % y\\$',
  ])
    expect(sanitiseMarkdown(text)).toEqual({ text, removed: {} });
});

test('of diagrams what is not drawn is taken out', () => {
  const source = [
    '```mermaid',
    '%% secret',
    'graph TD',
    '  %%{init: {"secret": 1}}%%',
    '  accTitle: secret',
    '  accDescr {',
    '    secret',
    '  }',
    '  A[seen] --> B %% secret',
    '  click A "http://secret" "secret"',
    '```',
    '',
    'seen <!-- secret -->',
  ].join('\n');
  const { text, removed } = sanitiseMarkdown(source);
  expect(text).toBe('```mermaid\n\ngraph TD\n  \n\n\n  A[seen] --> B \n\n```\n\nseen ');
  expect(removed).toEqual({ drawing: 6, comment: 1 });
});

test('a description in a diagram that is left open leaves the end of the diagram in place', () => {
  const { text } = sanitiseMarkdown('```mermaid\ngraph TD\naccDescr { secret\n```\n\na <!-- secret -->');
  expect(text).toBe('```mermaid\ngraph TD\n\n```\n\na ');
});

test.each(['geojson', 'topojson', 'stl'])('nobody reads what is behind a map or model: %s', (lang) => {
  expect(sanitiseMarkdown(`a\n\n\`\`\`${lang}\nsecret\n\`\`\`\n\nb`)).toEqual({
    text: 'a\n\n[drawing]\n\nb',
    removed: { drawing: 1 },
  });
});
