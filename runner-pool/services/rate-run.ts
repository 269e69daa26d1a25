import type { Rating } from '../../contract/rating.ts';
import type { RunView } from '../../contract/run-view.ts';
import type { Database } from '../database/database.ts';
import { writeRating } from '../store/run-ratings.ts';
import { findRunView } from '../store/run-views.ts';

export type Rated =
  | { readonly kind: 'rated'; readonly run: RunView }
  | { readonly kind: 'unknown' }
  /** Whoever asks is no person, nor acts for one. */
  | { readonly kind: 'nobody' };

export interface RatingGiven {
  readonly orgId: number;
  readonly id: string;
  readonly userId: number | null;
  readonly rating: Rating;
}

/** What a person thinks of a run: one word each, which they may change or take back. */
export async function rateRun(
  { database }: { readonly database: Pick<Database, 'inOrganization'> },
  given: RatingGiven,
): Promise<Rated> {
  const { orgId, id: runId, userId, rating } = given;
  return database.inOrganization(orgId, async (tx) => {
    if ((await findRunView(tx, given)) === null) return { kind: 'unknown' };
    if (userId === null) return { kind: 'nobody' };
    await writeRating(tx, { orgId, runId, userId, rating });
    const run = await findRunView(tx, given);
    return run === null ? { kind: 'unknown' } : { kind: 'rated', run };
  });
}
