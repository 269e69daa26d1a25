import type { Database } from '../database/database.ts';
import { forgetUsedTokens } from '../store/used-tokens.ts';

/** A token that has expired is refused for that, and need not be remembered. */
export async function sweepUsedTokens({
  database,
}: {
  readonly database: Pick<Database, 'inDirectory'>;
}): Promise<void> {
  await database.inDirectory(forgetUsedTokens);
}
