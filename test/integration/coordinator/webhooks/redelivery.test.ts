import { afterAll, expect, it } from 'vitest';
import { readConfig } from '../../../../runner-pool/config.ts';
import { createContext } from '../../../../runner-pool/context.ts';
import { sweepDeliveries } from '../../../../runner-pool/services/sweep-deliveries.ts';
import { sweepInstallations } from '../../../../runner-pool/services/sweep-installations.ts';
import { connect } from '../../../helpers/coordinator/connected.ts';
import { until } from '../../../helpers/coordinator/until.ts';
import { webhookSecret } from '../../../helpers/coordinator/webhook.ts';

const scene = await connect();
const { app, coordinator, github, repository } = scene;
const config = readConfig({
  DATABASE_URL: coordinator.database.url,
  ENCRYPTION_KEY: '00'.repeat(32),
  LOG_LEVEL: 'silent',
  GITHUB_API_URL: github.apiUrl,
  GITHUB_APP_ID: String(app.id),
  GITHUB_APP_PRIVATE_KEY: app.privateKey,
});
if ('faults' in config) throw new Error(config.faults.join('\n'));
/** A second instance, whose sweeps a test begins by hand. */
const context = await createContext(config, coordinator.database.url);
afterAll(async () => {
  await context.database.close();
  await scene.close();
});

const { signal } = new AbortController();
const here = { url: `${coordinator.url}/webhooks/github`, secret: webhookSecret };
const minutes = (count: number) => ({ ...context, clock: () => Date.now() + count * 60_000 });
const stored = async (guid: string): Promise<number> =>
  (await coordinator.database.look('select 1 from deliveries where id = $1', [guid])).length;

it('has GitHub deliver again what it could not, not before a minute has passed, and not what is stored', async () => {
  app.webhook = { ...here, url: 'http://127.0.0.1:9/' };
  const missed = await app.emit({ event: 'ping', payload: { zen: 'Missed.' } });
  expect(missed.status).toBe('failed to connect to host');
  app.webhook = here;
  const fine = await app.emit({ event: 'ping', payload: { zen: 'Fine.' } });
  expect(await sweepDeliveries(context, signal)).toBe(0);
  expect(await sweepDeliveries(minutes(2), signal)).toBe(1);
  await app.deliveries.settled();
  expect([await stored(missed.guid), await stored(fine.guid)]).toEqual([1, 1]);
  expect(await sweepDeliveries(minutes(10), signal)).toBe(0);
  expect(app.deliveries.all.filter(({ redelivery }) => redelivery)).toHaveLength(1);
  expect(github.violations).toEqual([]);
});

it('has again what GitHub believes to have delivered, where it is not stored', async () => {
  const lost = await app.emit({ event: 'ping', payload: { zen: 'Restored from a backup.' } });
  await coordinator.database.look('delete from deliveries where id = $1', [lost.guid]);
  expect(await sweepDeliveries(minutes(2), signal)).toBe(1);
  await app.deliveries.settled();
  expect(await stored(lost.guid)).toBe(1);
});

it('does not ask again for what is refused for what it is', async () => {
  const refused = await app.emit({ event: 'Not an event', payload: { zen: 'Never.' } });
  expect(refused.statusCode).toBe(400);
  expect(await sweepDeliveries(minutes(2), signal)).toBe(0);
});

it('finds installations that no webhook told of', async () => {
  await sweepInstallations(context, signal);
  const rows = await coordinator.database.look('select org_id::int as org, is_enrolled from repositories');
  expect(rows).toEqual([{ org: 1, is_enrolled: true }]);
});

it('gives an organization that was bound by hand what had arrived for its owner', async () => {
  const payload = {
    action: 'x',
    repository: { id: repository.id, full_name: 'late/a', owner: { id: 555_555 } },
  };
  const { guid } = await app.emit({ event: 'push', payload });
  const [org] = await coordinator.database.look<{ id: string }>(
    "with made as (insert into organizations (github_owner_id, login) values (555555, 'late') returning id) insert into organization_settings (org_id) select id from made returning org_id as id",
  );
  await sweepInstallations(context, signal);
  const found = await until(
    async () =>
      (
        await coordinator.database.look<{ id: string }>('select org_id as id from deliveries where id = $1', [
          guid,
        ])
      )[0],
  );
  expect(found.id).toBe(org?.id);
});
