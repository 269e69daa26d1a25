import { afterAll, expect, it } from 'vitest';
import { startCoordinator } from '../../helpers/coordinator/coordinator.ts';

const coordinator = await startCoordinator();
afterAll(coordinator.close);

it('prints the administrator’s token once and keeps only its hash', async () => {
  expect(coordinator.said()).toContain(coordinator.adminToken);
  expect(coordinator.adminToken).toMatch(/^co_\w{46}$/);
  const rows = await coordinator.database.look('select hash from api_tokens');
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toContain(coordinator.adminToken);
});

it('is alive', async () => {
  const response = await coordinator.fetch('/health/live', { token: null });
  expect([response.status, await response.json()]).toEqual([200, { status: 'live' }]);
});

it('answers what is not there with a problem document', async () => {
  const response = await coordinator.fetch('/v1/nothing');
  expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  expect(await response.json()).toMatchObject({ status: 404, code: 'not_found' });
});
