import type { TestDatabase } from '../database.ts';

export interface Column {
  readonly name: string;
  readonly type: string;
  readonly isRequired: boolean;
  /** What a check lets it be; empty: anything of its type. */
  readonly choices: readonly string[];
}

export interface ForeignKey {
  readonly columns: readonly string[];
  readonly target: string;
  readonly targetColumns: readonly string[];
}

export interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly key: readonly string[];
  readonly foreignKeys: readonly ForeignKey[];
}

type Look = TestDatabase['look'];

/** Every table of the schema `orchestrator`, as PostgreSQL itself describes it. */
export async function readCatalog(look: Look): Promise<readonly Table[]> {
  const [names, columns, keys, foreignKeys] = await Promise.all([
    look<{ name: string }>(
      `select relname::text as name from pg_class
       where relnamespace = 'orchestrator'::regnamespace and relkind in ('r', 'p') order by 1`,
    ),
    readColumns(look),
    look<{ table: string; columns: string[] }>(constraints('p')),
    look<ForeignKey & { table: string }>(constraints('f')),
  ]);
  return names.map(({ name }) => ({
    name,
    columns: columns.filter(({ table }) => table === name),
    key: keys.find(({ table }) => table === name)?.columns ?? [],
    foreignKeys: foreignKeys.filter(({ table }) => table === name),
  }));
}

/** Tables that belong to no tenant, and why; all else in the schema must be isolated. */
export const directory: Readonly<Record<string, string>> = {
  organizations: 'says which tenants there are, and which owner on GitHub each stands for',
  instances: 'says which processes of the service live, so that an outage is not taken for lost runs',
  used_tokens: 'remembers the ids of tokens that are good once, which no tenant may use again',
  outbox: 'says what is due for whom, by ids alone: the courier works for all tenants',
  sweeps: 'says which regular work is under way, and in which process',
  encryption_keys: 'says whether all instances have the same key',
  schema_migrations: 'says which migrations were applied',
};

/** Opened by its own key, for it belongs to a person of several tenants; tested by itself. */
export const byOwnKey = ['logins'];

export function isTenants({ name }: Table): boolean {
  return directory[name] === undefined && !byOwnKey.includes(name);
}

async function readColumns(look: Look): Promise<readonly (Column & { readonly table: string })[]> {
  const rows = await look<{
    table: string;
    name: string;
    type: string;
    isRequired: boolean;
    checks: string[];
  }>(
    `select c.relname::text as table, a.attname::text as name, format_type(a.atttypid, null) as type,
       a.attnotnull and not a.atthasdef and a.attidentity = '' as "isRequired",
       array(select pg_get_constraintdef(k.oid) from pg_constraint k
         where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum]) as checks
     from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = 'orchestrator'::regnamespace and c.relkind in ('r', 'p')
       and a.attnum > 0 and not a.attisdropped
     order by c.relname, a.attnum`,
  );
  return rows.map(({ checks, ...row }) => ({ ...row, choices: checks.flatMap(choicesOf) }));
}

/** `CHECK ((role = ANY (ARRAY['admin'::text, …])))` */
function choicesOf(check: string): readonly string[] {
  const list = /= ANY \(ARRAY\[(.*)\]\)/.exec(check)?.[1] ?? '';
  return [...list.matchAll(/'((?:[^']|'')*)'::text/g)].map(([, value = '']) => value.replaceAll("''", "'"));
}

const constraints = (kind: 'p' | 'f'): string => `
  select k.conrelid::regclass::text as table, ${names('k.conrelid', 'k.conkey')} as columns,
    k.confrelid::regclass::text as target, ${names('k.confrelid', 'k.confkey')} as "targetColumns"
  from pg_constraint k join pg_class c on c.oid = k.conrelid
  where c.relnamespace = 'orchestrator'::regnamespace and k.contype = '${kind}'`;

const names = (table: string, numbers: string): string => `
  array(select a.attname::text from unnest(${numbers}) with ordinality as n(num, place)
    join pg_attribute a on a.attrelid = ${table} and a.attnum = n.num order by n.place)`;
