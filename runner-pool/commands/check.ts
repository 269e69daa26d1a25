import type { Config } from '../config.ts';
import { checkInvariants } from '../services/check-invariants.ts';
import { invariants } from '../store/invariants.ts';
import { onDatabase } from './on-database.ts';
import type { Told } from './told.ts';

/** Looks for what must never be, and says of each rule whether it holds; changes nothing. */
export async function checkCommand(config: Config): Promise<Told> {
  return onDatabase(config, async (database) => {
    const found = await checkInvariants({ database });
    const lines = invariants.flatMap((rule) => {
      const broken = found.filter((one) => one.rule === rule);
      const refs = broken.map(({ orgId, ref }) => `        organization ${orgId}: ${ref}`);
      return [`${broken.length === 0 ? 'ok    ' : 'BROKEN'}  ${rule}`, ...refs];
    });
    const count = new Set(found.map(({ rule }) => rule)).size;
    const sum =
      count === 0
        ? `All ${invariants.length} hold.`
        : `${count} of ${invariants.length} do not hold; of each, up to 20 places are named.`;
    return { stdout: `${lines.join('\n')}\n${sum}\n`, exitCode: count === 0 ? 0 : 1 };
  });
}
