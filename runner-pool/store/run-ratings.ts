import type { Rating } from '../../contract/rating.ts';
import type { Transaction } from '../database/database.ts';

/** Of this person, in place of what they said before. */
export async function writeRating(
  tx: Transaction,
  {
    orgId,
    runId,
    userId,
    rating,
  }: {
    readonly orgId: number;
    readonly runId: string;
    readonly userId: number;
    readonly rating: Rating;
  },
): Promise<void> {
  if (rating === null)
    await tx.run('delete from run_ratings where org_id = $1 and run_id = $2 and user_id = $3', [
      orgId,
      runId,
      userId,
    ]);
  else
    await tx.run(
      `insert into run_ratings (org_id, run_id, user_id, rating) values ($1, $2, $3, $4)
       on conflict (org_id, run_id, user_id) do update set rating = excluded.rating, rated_at = now()`,
      [orgId, runId, userId, rating],
    );
}
