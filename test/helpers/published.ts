import { expect } from 'vitest';
import type { Review } from '../../contract/review.ts';
import { cleanReview } from './model.ts';
import type { Scenario } from './scenario.ts';

export function reviewOf(...findings: Review['findings']): Review {
  return { ...cleanReview, findings };
}

/** The body of the one sticky comment; there must be neither none nor two. */
export function sticky({ pull }: Pick<Scenario, 'pull'>): string {
  const found = pull
    .comments()
    .filter(
      ({ body, author }) => body.includes('claude-orchestrator:sticky') && author === 'github-actions[bot]',
    );
  expect(found).toHaveLength(1);
  return found[0]?.body ?? '';
}
