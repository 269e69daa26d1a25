import type { Database, Transaction } from '../../../runner-pool/database/database.ts';

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows'?: number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly Plan[];
}

export interface Explained {
  /** Tables that were read from one end to the other. */
  readonly wholeTables: readonly string[];
  readonly indexes: readonly string[];
  /** The most rows that any step took, or threw away: what a page costs, however long the list is. */
  readonly mostRows: number;
}

/**
 * What the database does for the reads of `work`, done as the service and in the name of an organization. Each is carried out and
 * explained; `work` gets nothing back from them.
 */
export async function explain(
  database: Pick<Database, 'inOrganization'>,
  orgId: number,
  work: (tx: Transaction) => Promise<unknown>,
): Promise<readonly Explained[]> {
  return database.inOrganization(orgId, async (tx) => {
    const explained: Explained[] = [];
    const rows = async (text: string, values: readonly unknown[] = []): Promise<never[]> => {
      const [row] = await tx.rows<{ 'QUERY PLAN': readonly { readonly Plan: Plan }[] }>(
        `explain (analyze, format json) ${text}`,
        values,
      );
      explained.push(summary((row?.['QUERY PLAN'] ?? []).flatMap(({ Plan: plan }) => stepsOf(plan))));
      return [];
    };
    await work({ rows, row: async (text, values) => (await rows(text, values))[0] ?? null, run: tx.run });
    return explained;
  });
}

const stepsOf = (plan: Plan): readonly Plan[] => [plan, ...(plan.Plans ?? []).flatMap(stepsOf)];

function summary(steps: readonly Plan[]): Explained {
  const names = (of: (step: Plan) => string | undefined): readonly string[] =>
    steps.flatMap((step) => of(step) ?? []);
  return {
    wholeTables: names((step) => (step['Node Type'] === 'Seq Scan' ? step['Relation Name'] : undefined)),
    indexes: names((step) => step['Index Name']),
    mostRows: Math.max(
      ...steps.flatMap((step) => [step['Actual Rows'] ?? 0, step['Rows Removed by Filter'] ?? 0]),
    ),
  };
}
