import { afterAll, expect, it } from 'vitest';
import { decompressedPiece } from '../../../../runner-pool/blobs/pieces.ts';
import { indexRun } from '../../../../runner-pool/services/index-run.ts';
import { blobServices } from '../../../helpers/coordinator/blob-services.ts';
import { startCoordinator } from '../../../helpers/coordinator/coordinator.ts';
import { line, startJournal } from '../../../helpers/coordinator/journal.ts';

const webhookSecret = 'hushhush-8f2c61d09ab34e77';
const coordinator = await startCoordinator({ GITHUB_WEBHOOK_SECRET: webhookSecret });
afterAll(coordinator.close);
const services = blobServices(coordinator);

const github = `ghp_${'aB3dE5gH7j'.repeat(3)}kL9mN1`;
const anthropic = `sk-ant-api03-${'Zx9Yw8Vu7T'.repeat(9)}abc-AAAAAA`;
const secrets = [webhookSecret, github, anthropic, coordinator.adminToken];

it('lets no secret into the database, wherever in an event it is', async () => {
  const run = await startJournal(coordinator);
  const filler = 'nothing to see here '.repeat(4_000);
  const planted = secrets.flatMap((secret) => [
    { text: `the token is ${secret}.` },
    { [secret]: 'as a name' },
    { deep: [[{ list: ['a', secret] }]] },
    JSON.stringify({ nested: JSON.stringify({ again: secret }) }),
    `line\nbreak\t"${secret}"\\`,
    { large: `${filler}${secret} ${filler}` },
    { [`${secret}`]: filler },
  ]);
  const events = planted.map((data, index) => line(index + 1, data));
  const typed = secrets.map((secret, index) =>
    line(events.length + index + 1, 1, `claude.${secret}`.slice(0, 100)),
  );
  for (const batch of [events.slice(0, 14), events.slice(14), typed])
    expect((await run.send(batch)).status).toBe(200);
  await indexRun(services, { orgId: coordinator.orgId, ref: run.id }, AbortSignal.timeout(20_000));

  const dump = await everything();
  expect(dump).toContain('nothing to see here');
  for (const secret of secrets) {
    expect(dump).not.toContain(secret);
    // In the words of the search they would stand in lower case, and in parts.
    for (const part of secret
      .toLowerCase()
      .split(/[^a-z0-9]+/)
      .filter(({ length }) => length > 12))
      expect(dump.toLowerCase()).not.toContain(part);
  }
});

it('redacts a secret that is written in escapes', async () => {
  const run = await startJournal(coordinator);
  const escaped = [...github]
    .map((char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
  const event = `{"seq":1,"at":"2026-11-01T00:00:00Z","type":"claude.user","data":"a ${escaped} b"}`;
  expect((await run.post(`{"events":[${event}]}`)).status).toBe(200);
  const rows = await coordinator.database.look('select data from events where run_id = $1', [run.id]);
  expect(rows).toEqual([{ data: '"a [redacted:github] b"' }]);
});

/** Every row of every table as text, blobs decompressed. */
async function everything(): Promise<string> {
  const tables = await coordinator.database.look<{ name: string }>(
    `select relname::text as name from pg_class where relnamespace = 'orchestrator'::regnamespace and relkind = 'r'`,
  );
  const texts: string[] = [];
  for (const { name } of tables) {
    const rows = await coordinator.database.look(`select t::text from ${name} t`);
    texts.push(...rows.map((row) => JSON.stringify(row)));
  }
  const pieces = await coordinator.database.look<{ body: Buffer }>('select body from blob_pieces');
  for (const { body } of pieces) texts.push((await decompressedPiece(body, 65_536)).toString());
  return texts.join('\n');
}
