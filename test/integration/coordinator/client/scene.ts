import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect } from 'vitest';
import { type CoordinatorProcess, startProcess } from '../../../helpers/coordinator/coordinator-process.ts';
import { createTestDatabase, type TestDatabase } from '../../../helpers/coordinator/database.ts';
import { type FaultProxy, startFaultProxy } from '../../../helpers/fault-proxy.ts';
import { freePort } from '../../../helpers/free-port.ts';
import { answer, cleanReview, type Turn } from '../../../helpers/model.ts';
import type { ActionRun } from '../../../helpers/run-action.ts';
import { type RunOptions, type Scenario, scenario } from '../../../helpers/scenario.ts';

export interface ClientScene {
  /** The coordinator itself, past the network. */
  readonly url: string;
  /** The network between the action and the coordinator. */
  readonly proxy: FaultProxy;
  readonly database: TestDatabase;
  /** What a workflow gives the action. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly admin: <T>(method: string, path: string, body?: unknown) => Promise<T>;
  readonly kill: () => Promise<void>;
  readonly start: () => Promise<void>;
  /** For a test beside others: a network of its own, and a session that no other run has. */
  readonly apart: () => Promise<Apart>;
}

export interface Apart {
  readonly proxy: FaultProxy;
  readonly job: Pick<RunOptions, 'inputs'>;
}

/** The coordinator as a process of its own, behind a network that can be made to fail. */
export async function startClientScene(
  settings: Readonly<Record<string, string>> = {},
): Promise<ClientScene> {
  const database = await createTestDatabase();
  const dir = await mkdtemp(join(tmpdir(), 'client-scene-'));
  const port = await freePort();
  const all = {
    ...{ PORT: String(port), DATABASE_URL: database.url, DATA_DIR: dir, ENCRYPTION_KEY: '22'.repeat(32) },
    ...{ LOG_LEVEL: 'error', ...settings },
  };
  let coordinator: CoordinatorProcess = await startProcess(all);
  const token = /co_\w+/.exec(coordinator.output())?.[0] ?? '';
  const url = `http://127.0.0.1:${port}`;
  const proxy = await startFaultProxy(url);
  const proxies = [proxy];
  const inputsOver = (way: FaultProxy) => ({ 'coordinator-url': way.url, 'coordinator-token': token });
  afterAll(async () => {
    await Promise.all(proxies.map(async ({ close }) => close()));
    await coordinator.end('SIGKILL');
    await database.drop();
    await rm(dir, { recursive: true, force: true });
  });
  return {
    ...{ url, proxy, database },
    inputs: inputsOver(proxy),
    admin: async <T>(method: string, path: string, body?: unknown) => {
      const response = await fetch(url + path, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
      return (await response.json().catch(() => null)) as T;
    },
    kill: async () => void (await coordinator.end('SIGKILL')),
    start: async () => {
      coordinator = await startProcess(all);
    },
    apart: async () => {
      const own = await startFaultProxy(url);
      proxies.push(own);
      return { proxy: own, job: { inputs: { ...inputsOver(own), session: 'new' } } };
    },
  };
}

const read: Turn = { tools: [{ name: 'Read', input: { file_path: 'src/app.ts' } }] };

/** Some ten seconds of work; `endless` where the run is to be ended from outside, however late that comes. */
export async function longScenario({ endless = false } = {}): Promise<Scenario> {
  const script = [...Array<Turn>(endless ? 200 : 6).fill(read), answer(cleanReview)];
  return scenario({ script, model: { latencyMs: 150 }, artifacts: true });
}

/** The run did its work, and the coordinator has all of it. */
export async function expectAllThere(scene: ClientScene, run: ActionRun): Promise<void> {
  expect(run.outputs['conclusion'], run.log).toBe('success');
  await expectJournalStored(scene, run);
  expect(await runRow(scene, run)).toMatchObject({
    state: 'succeeded',
    acknowledged_seq: run.journal.length,
  });
}

interface StoredEvent {
  readonly seq: number;
  readonly type: string;
  readonly data: string;
  readonly blob_id: string | null;
}

/** Every line of the run's journal is with the coordinator, once and as it is. */
export async function expectJournalStored({ database }: ClientScene, run: ActionRun): Promise<void> {
  const stored = await database.look<StoredEvent>(
    'select seq, type, data, blob_id from events where run_id = $1 order by seq',
    [run.outputs['run-id']],
  );
  expect(
    stored.map(({ seq, type }) => ({ seq, type })),
    run.log,
  ).toEqual(run.journal.map(({ seq, type }) => ({ seq, type })));
  for (const [index, { data, blob_id }] of stored.entries())
    if (blob_id === null) expect(JSON.parse(data)).toEqual(run.journal[index]?.data);
}

export interface RunRow {
  readonly state: string;
  readonly session_id: string;
  readonly spent_micro_usd: string;
  readonly acknowledged_seq: number;
  readonly lease_run_id: string | null;
}

export async function runRow({ database }: ClientScene, run: ActionRun): Promise<RunRow | undefined> {
  const [row] = await database.look<RunRow>(
    `select r.state, r.session_id, r.spent_micro_usd, r.acknowledged_seq, s.lease_run_id
     from runs r join sessions s on (s.org_id, s.id) = (r.org_id, r.session_id) where r.id = $1`,
    [run.outputs['run-id']],
  );
  return row;
}
