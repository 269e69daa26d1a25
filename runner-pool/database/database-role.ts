import type pg from 'pg';
import { serviceRole } from './schema.ts';

type Queryable = Pick<pg.ClientBase, 'query'>;

/** Whom DATABASE_URL logs in as, and what that role may do. */
export interface DatabaseRole {
  readonly name: string;
  readonly versionNum: number;
  readonly hasServiceRole: boolean;
  /** May work as the service. */
  readonly isMember: boolean;
  readonly mayMakeRoles: boolean;
  /** May make the schema, or owns it. */
  readonly mayMigrate: boolean;
}

export async function databaseRole(database: Queryable, schema: string): Promise<DatabaseRole> {
  const { rows } = await database.query<Omit<DatabaseRole, 'isMember'>>(
    `select current_user as name, current_setting('server_version_num')::integer as "versionNum",
       exists (select from pg_roles where rolname = $1) as "hasServiceRole",
       r.rolsuper or r.rolcreaterole as "mayMakeRoles",
       coalesce((select pg_has_role(n.nspowner, 'usage') from pg_namespace n where n.nspname = $2),
         has_database_privilege(current_database(), 'create')) as "mayMigrate"
     from pg_roles r where r.rolname = current_user`,
    [serviceRole, schema],
  );
  const [row] = rows;
  if (row === undefined) throw new Error('The database does not say who it takes us for');
  return { ...row, isMember: row.hasServiceRole && (await mayBecomeService(database, row.versionNum)) };
}

/** Since 16, whoever makes a role administers it, and may yet not be allowed to work as it. */
async function mayBecomeService(database: Queryable, versionNum: number): Promise<boolean> {
  const { rows } = await database.query<{ is_member: boolean }>('select pg_has_role($1, $2) as is_member', [
    serviceRole,
    versionNum >= 160_000 ? 'set' : 'member',
  ]);
  return rows[0]?.is_member ?? false;
}

/** What a person who may make roles has to do, once. */
export function sqlForRole({ name, hasServiceRole }: DatabaseRole): string {
  const make = hasServiceRole ? [] : [`  create role ${serviceRole} nologin nosuperuser nobypassrls;`];
  return [...make, `  grant ${serviceRole} to "${name.replaceAll('"', '""')}";`].join('\n');
}
