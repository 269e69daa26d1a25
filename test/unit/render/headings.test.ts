import { expect, test } from 'vitest';
import { renderSummary } from '../../../action/render/summary.ts';
import { facts, page } from './samples.ts';

test.each([
  ['actor', 'Not started'],
  ['loop', 'Not started'],
  ['fork', 'Skipped'],
  ['draft', 'Skipped'],
  ['no_secrets', 'Skipped'],
  ['event', 'Nothing to do'],
  ['closed', 'Nothing to do'],
])('a run skipped for %s is called "%s"', (code, heading) => {
  const text = renderSummary({ kind: 'skipped', code, message: 'It was.' });
  expect(text.split('\n')[0]).toBe(`### ⏭️ ${heading}`);
});

test('a budget of which nothing was spent is not called spent', () => {
  const heading = (costMicroUsd: number): string | undefined =>
    renderSummary({
      kind: 'ending',
      page,
      task: 'review',
      ending: {
        conclusion: 'failure',
        failureClass: 'budget_exceeded',
        message: 'The next call costs more.',
        remedy: '',
        lastText: '',
      },
      facts: { ...facts, usage: { ...facts.usage, costMicroUsd } },
    }).split('\n')[0];
  expect(heading(0)).toBe('### ❌ The review did not start: the budget does not reach for the first call');
  expect(heading(1)).toBe('### ❌ The review did not finish: the budget is spent');
});
