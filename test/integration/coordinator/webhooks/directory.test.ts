import { afterEach, expect, it } from 'vitest';
import { type Connected, connect } from '../../../helpers/coordinator/connected.ts';
import { until } from '../../../helpers/coordinator/until.ts';

let connected: Connected | null = null;
afterEach(async () => connected?.close());

const start = async (...options: Parameters<typeof connect>): Promise<Connected> => {
  connected = await connect(...options);
  return connected;
};

interface Row {
  readonly org: number;
  readonly name: string;
  readonly enrolled: boolean;
  readonly installation: number | null;
}

const repositories = async ({ coordinator }: Connected): Promise<readonly Row[]> =>
  coordinator.database.look<Row>(
    `select org_id::float8 as org, full_name as name, is_enrolled as enrolled, installation_id::float8 as installation
     from repositories order by org_id, full_name`,
  );

const worked = async ({ coordinator }: Connected, guid: string): Promise<boolean> =>
  (
    await coordinator.database.look('select 1 from deliveries where id = $1 and worked_at is not null', [
      guid,
    ])
  ).length > 0;

const tell = async (scene: Connected, action: string): Promise<void> => {
  const { guid } = await scene.tellInstallation(action);
  await until(async () => worked(scene, guid));
};

it('binds the organization of the first start to who owns the App, and enrols their repositories', async () => {
  const scene = await start();
  const { guid, statusCode } = await scene.tellInstallation('created');
  expect(statusCode).toBe(202);
  await until(async () => worked(scene, guid));
  const { id } = scene.installation;
  expect(await repositories(scene)).toEqual([
    { org: 1, name: 'acme/widgets', enrolled: true, installation: id },
  ]);
  const organizations = await scene.coordinator.database.look(
    'select github_owner_id::float8 as owner, login from organizations where id > 0',
  );
  expect(organizations).toEqual([{ owner: scene.repository.owner.id, login: 'acme' }]);
  expect(scene.github.violations).toEqual([]);
});

it('makes a stranger who installs the App an organization of their own, with what arrived before', async () => {
  const scene = await start({ owner: 'app-owner' });
  const { repository, app } = scene;
  const run = await repository.startRun({ status: 'completed', conclusion: 'success' });
  const early = await app.emit({ event: 'workflow_run', payload: repository.workflowRunEvent(run) });
  expect(early.statusCode).toBe(202);
  const { guid } = await scene.tellInstallation('created');
  await until(async () => (await worked(scene, guid)) && worked(scene, early.guid));
  expect(await repositories(scene)).toMatchObject([{ org: 2, name: 'acme/widgets', enrolled: true }]);
  const owners = await scene.coordinator.database.look(
    'select distinct org_id::float8 as org from deliveries',
  );
  expect(owners).toEqual([{ org: 2 }]);
});

it('takes a repository out when the App goes, and back when it comes; one that was taken out by hand stays out', async () => {
  const scene = await start();
  const { coordinator, installation, github } = scene;
  await tell(scene, 'created');
  await github.createRepository({ owner: 'acme', name: 'gadgets' });
  await coordinator.database.look(
    "update repositories set is_enrolled = false where full_name = 'acme/widgets'",
  );
  // The event says nothing of gadgets: GitHub is asked.
  const added = await scene.tellInstallation('added', { repositories_added: [], repositories_removed: [] });
  await until(async () => worked(scene, added.guid));
  expect(await repositories(scene)).toMatchObject([
    { name: 'acme/gadgets', enrolled: true },
    { name: 'acme/widgets', enrolled: false },
  ]);
  installation.suspend();
  await tell(scene, 'suspend');
  const out = { enrolled: false, installation: null };
  expect(await repositories(scene)).toMatchObject([out, out]);
  installation.unsuspend();
  // An old event, late: what is true now counts.
  await tell(scene, 'deleted');
  expect((await repositories(scene)).map(({ enrolled }) => enrolled)).toEqual([true, true]);
  expect(github.violations).toEqual([]);
});

it('takes a transferred repository out at its former owner', async () => {
  const scene = await start();
  const { coordinator, repository, app } = scene;
  await tell(scene, 'created');
  const newOwner = { id: 987_654, login: 'elsewhere' };
  await coordinator.database.look(
    "with made as (insert into organizations (github_owner_id, login) values (987654, 'elsewhere') returning id) insert into organization_settings (org_id) select id from made",
  );
  const former = { id: repository.owner.id, login: 'acme' };
  const payload = {
    action: 'transferred',
    repository: { id: repository.id, full_name: 'elsewhere/widgets', owner: newOwner },
    changes: { owner: { from: { user: former } } },
  };
  app.installations.splice(0);
  const { guid } = await app.emit({ event: 'repository', payload });
  await until(async () => worked(scene, guid));
  expect(await repositories(scene)).toMatchObject([{ org: 1, enrolled: false, installation: null }]);
});
