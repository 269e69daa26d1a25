import { expect, test } from 'vitest';
import { cutGraphemes, cutText } from '../../../action/render/cut.ts';
import { cost, duration, money, shortCount } from '../../../action/render/figures.ts';
import { fileUrl } from '../../../action/render/links.ts';
import { renderSummary } from '../../../action/render/summary.ts';
import { verdict } from '../../../action/render/verdict.ts';
import type { Finding } from '../../../contract/review.ts';
import { finding } from '../finding/samples.ts';
import { facts, page } from './samples.ts';

test('the verdict counts by severity', () => {
  const of = (...severities: Finding['severity'][]) => verdict(severities.map((severity) => ({ severity })));
  expect(of()).toBe('✅ Nothing to fix found');
  expect(of('low')).toBe('🔵 1 low finding');
  expect(of('medium', 'critical', 'medium')).toBe('🔴 3 findings: 1 critical, 2 medium');
});

test('a line of a file has an address, whatever the file is called', () => {
  expect(fileUrl(page, 'abc', { path: 'src/a b(1)#?.ts', line: 3, startLine: 1 })).toBe(
    'https://github.com/acme/widgets/blob/abc/src/a%20b%281%29%23%3F.ts#L1-L3',
  );
  expect(fileUrl(page, 'abc', { path: 'README.md', line: 3 })).toContain('README.md?plain=1#L3');
});

test('figures are rounded for people', () => {
  expect([money(0), money(1234), money(99_000), money(1_234_567)]).toEqual([
    '$0',
    '$0.0012',
    '$0.0990',
    '$1.23',
  ]);
  expect([duration(900), duration(125_000), duration(3_725_000)]).toEqual(['1 s', '2 min 5 s', '1 h 2 min']);
  expect([999, 1234, 84_200, 1_250_000].map(shortCount)).toEqual(['999', '1.2k', '84k', '1.3M']);
  expect(cost({ ...facts.usage, source: 'estimate' })).toBe('about $0.23');
  expect(cost({ ...facts.usage, source: 'none' })).toBe('$0');
});

test('text is cut between characters', () => {
  expect(cutGraphemes('abcdef', 4)).toBe('abc…');
  expect(cutGraphemes('e\u0301e\u0301', 2)).toBe('e\u0301e\u0301');
  expect(cutText('😀😀😀', 4)).toBe('😀…');
});

test('the summary of a review that could not be published has all of it', () => {
  const review = {
    summary: 'Sound.',
    checked: ['All'],
    findings: [finding({ suggestion: 'x\n' }), finding({ severity: 'critical', title: 'Worse' })],
  };
  const text = renderSummary({
    kind: 'review',
    page,
    review,
    facts: { ...facts, notReviewed: [{ path: 'a|b', why: 'binary' }] },
    stickyUrl: null,
    publishFault: 'GitHub said 403.',
  });
  expect(text).toMatch(/^### 🔴 2 findings: 1 critical, 1 high\n\n> ❌ \*\*Not published/);
  expect(text.indexOf('Worse')).toBeLessThan(text.indexOf('It is wrong'));
  expect(text).toContain('```\nx\n```');
  expect(text).toContain('1 file not reviewed');
});

test('a summary that is too long is cut, says so, and closes what is open', () => {
  const text = renderSummary({
    kind: 'text',
    page,
    text: `~~~~\n${'ä line of code\n'.repeat(80_000)}`,
    fault: null,
    facts,
  });
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(1000 * 1024);
  const many = Array.from({ length: 200 }, () =>
    finding({ explanation: `\`\`\`\n${'öde\n'.repeat(2400)}`, suggestion: 'x'.repeat(9000) }),
  );
  const cut = renderSummary({
    kind: 'review',
    page,
    review: { summary: 's', checked: [], findings: many },
    facts,
    stickyUrl: null,
    publishFault: null,
  });
  expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(1024 * 1024);
  expect(cut).toMatch(/\n\n---\n\n\*\*This summary was cut: .*artifact of the run has all of it\.\*\*$/);
});

test('a skip and a failure say what and why', () => {
  expect(
    renderSummary({ kind: 'skipped', code: 'draft', message: 'The pull request is a draft.' }),
  ).toContain('is a draft.');
  const ending = {
    conclusion: 'failure',
    failureClass: 'timeout',
    message: 'Time is up.',
    remedy: 'Raise `timeout-minutes`.',
    lastText: 'So far',
  } as const;
  const text = renderSummary({ kind: 'ending', page, task: 'review', ending, facts });
  expect(text).toMatch(
    /^### ⏱️ The review did not finish: the time is up\n\nTime is up\.\n\n\*\*What to do:\*\* Raise `timeout-minutes`\./,
  );
  expect(text).toContain('So far');
});
