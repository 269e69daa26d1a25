import { afterAll, expect, it } from 'vitest';
import type { Admission } from '../../../../contract/admission.ts';
import type { WorkflowRun } from '../../../github/actions/workflow-run.ts';
import { ask, runOf } from '../../../helpers/coordinator/runs.ts';
import { startOidcScene } from './scene.ts';

const scene = await startOidcScene();
const { coordinator, github, repository } = scene;
afterAll(scene.close);

const failure = { conclusion: 'failure', failureClass: 'api_overloaded' } as const;
const shown = async (path: string) =>
  (await (await coordinator.fetch(path)).json()) as Readonly<Record<string, unknown>>;
const proof = async (run: WorkflowRun, change: object = {}): Promise<string> =>
  github.oidc.sign({ ...scene.claims(run), ...change });

async function admitted(run: WorkflowRun, token?: string) {
  const { status, body } = await ask(coordinator, scene.request(run), token === undefined ? {} : { token });
  expect(status).toBe(201);
  return runOf(coordinator, body as unknown as Admission);
}

it('runs again by itself what a job proved to be its own', async () => {
  const workflowRun = await scene.startRun();
  const run = await admitted(workflowRun, await proof(workflowRun));
  const { body } = await run.finish(failure);
  expect(Date.parse(body.retryAt ?? '')).toBeGreaterThan(0);
  expect(await shown(`/v1/runs/${run.id}`)).toMatchObject({ provenBy: 'oidc' });
});

it('leaves what only a token speaks for to somebody, and says so among the dead letters', async () => {
  const workflowRun = await scene.startRun();
  const run = await admitted(workflowRun);
  expect((await run.finish(failure)).body.retryAt).toBeNull();
  const due = await coordinator.database.look("select 1 from outbox where kind = 'retry-run' and ref = $1", [
    run.id,
  ]);
  expect(due).toEqual([]);
  const letters = (await shown('/v1/dead-letters?kind=retry-run')) as { items?: readonly object[] };
  expect(letters.items).toMatchObject([{ ref: run.id, error: expect.stringContaining('nobody proved') }]);
  expect(await shown(`/v1/runs/${run.id}`)).toMatchObject({ provenBy: null });
});

it('gives the run of a job to nobody who only holds a token', async () => {
  const workflowRun = await scene.startRun();
  const token = await proof(workflowRun);
  expect((await scene.ask(workflowRun, token)).status).toBe(201);
  expect(await ask(coordinator, scene.request(workflowRun))).toMatchObject({
    status: 422,
    body: { code: 'idempotency_mismatch', detail: expect.stringContaining('that job’s alone') },
  });
  expect((await scene.ask(workflowRun, await proof(workflowRun))).status).toBe(200);
});

it('takes a repository’s new name from its job', async () => {
  const workflowRun = await scene.startRun();
  const fullName = 'acme/renamed';
  const request = { ...scene.request(workflowRun), repository: { id: repository.id, fullName } };
  const known = `/v1/repositories/${repository.id}`;
  expect(await ask(coordinator, request)).toMatchObject({ status: 409, body: { code: 'another_name' } });
  expect(await shown(known)).toMatchObject({ fullName: 'acme/widgets' });
  const token = await proof(workflowRun, { repository: fullName });
  expect((await ask(coordinator, request, { token })).status).toBe(201);
  expect(await shown(known)).toMatchObject({ fullName });
});

it('lets nobody who only holds a token make up a second repository of the same name', async () => {
  const workflowRun = await scene.startRun();
  const made = { ...scene.request(workflowRun), repository: { id: 77_001, fullName: 'ACME/Renamed' } };
  expect(await ask(coordinator, made)).toMatchObject({
    status: 409,
    body: {
      code: 'another_id',
      detail: expect.stringContaining(`is repository ${repository.id} here, not 77001`),
    },
  });
  const stored = await coordinator.database.look('select 1 from repositories where id = 77001');
  expect(stored).toEqual([]);
});

it('takes another name from nobody by hand where the App tells it', async () => {
  const enrol = async (): Promise<Response> =>
    coordinator.fetch('/v1/repositories', {
      method: 'POST',
      body: JSON.stringify({ id: repository.id, fullName: 'acme/by-hand' }),
    });
  await coordinator.database.look('update repositories set installation_id = 1 where id = $1', [
    repository.id,
  ]);
  expect((await enrol()).status).toBe(409);
  await coordinator.database.look('update repositories set installation_id = null where id = $1', [
    repository.id,
  ]);
  expect((await enrol()).status).toBe(201);
});
