import { afterAll, expect, it } from 'vitest';
import { bringUpToDate } from '../../../../runner-pool/database/bring-up-to-date.ts';
import { migrate } from '../../../../runner-pool/database/migrate.ts';
import { createTestDatabase } from '../../../helpers/coordinator/database.ts';
import { runProgram } from '../../../helpers/coordinator/program.ts';

const database = await createTestDatabase({ empty: true });
afterAll(database.drop);

it('migrates once, however many instances start at once', async () => {
  await Promise.all([1, 2, 3, 4].map(async () => bringUpToDate(database.url)));
  const rows = await database.look<{ name: string }>('select name from schema_migrations order by name');
  expect(rows.length).toBeGreaterThan(5);
  expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length);
  expect(await migrate(database.url)).toEqual({ applied: [] });
});

it('has a command of its own', async () => {
  const settings = { DATABASE_URL: database.url, ENCRYPTION_KEY: '00'.repeat(32) };
  const program = runProgram(settings, ['migrate']);
  expect([await program.ended, program.stdout()]).toEqual([0, 'Nothing to apply.\n']);
});

it('refuses a database whose migrations were others than its own', async () => {
  await database.look("update schema_migrations set sha256 = 'other' where name = '0001-tenancy.sql'");
  const refusal = 'Changed after they were applied to this database: 0001-tenancy.sql.';
  await expect(migrate(database.url)).rejects.toThrow(refusal);
  await expect(bringUpToDate(database.url)).rejects.toThrow(refusal);
});
