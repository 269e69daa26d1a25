import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { backends, type Scene, setScene, someTasks } from './scene.ts';

const { PATH = '', NODE_COMPILE_CACHE = '' } = process.env;

describe.each(backends)('with workers that are killed, on $backend,', ({ backend, isThere }) => {
  let scene: Scene;
  let orgId: number;
  const processes: ChildProcess[] = [];
  beforeAll(async () => {
    if (!isThere) return;
    scene = await setScene(backend);
    orgId = await scene.organization('acme');
    await scene.database.look(`create table public.effects (ref text primary key);
      create table public.trace (id bigserial, ref text, pid integer, what text);
      grant all on public.effects, public.trace to claude_orchestrator_service;
      grant all on sequence public.trace_id_seq to claude_orchestrator_service`);
  });
  afterEach(async () => {
    await Promise.all(processes.splice(0).map(kill));
    await scene?.database.look('truncate outbox, dead_letters, public.effects, public.trace');
  });
  afterAll(async () => scene?.close());

  const start = async (attempts = 5): Promise<ChildProcess> => {
    const child = spawn(
      process.execPath,
      [join(import.meta.dirname, 'worker-process.ts'), String(attempts)],
      {
        env: { ...scene.settings, PATH, NODE_COMPILE_CACHE },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    processes.push(child);
    await once(child.stdout, 'data');
    return child;
  };
  const effects = async (): Promise<number> =>
    (await scene.database.look<{ n: number }>('select count(*)::int as n from public.effects'))[0]?.n ?? 0;
  const until = async (check: () => Promise<void>): Promise<void> =>
    vi.waitFor(check, { timeout: 40_000, interval: 20 });

  it.skipIf(!isThere)(
    'every task is done, and none by two at a time',
    async () => {
      const tasks = someTasks(orgId, 400);
      await scene.add(...tasks);
      const killed: (number | undefined)[] = [];
      let [first] = await Promise.all([start(), start()]);
      for (const done of [40, 120, 200]) {
        await until(async () => expect(await effects()).toBeGreaterThan(done));
        killed.push(first.pid);
        await kill(first);
        first = await start();
      }
      await until(async () => expect(await scene.database.look('select ref from outbox')).toEqual([]));
      expect(await effects()).toBe(tasks.length);
      // Whoever began one that was begun already had been left it by the dead.
      const left = await scene.database.look<{ pid: number; what: string }>(
        `select before.pid, before.what from (
           select *, lag(pid) over one as "beforePid", lag(id) over one as "beforeId", what as now from public.trace
           window one as (partition by ref order by id)) t
         join public.trace before on before.id = t."beforeId" where t.now = 'begin'`,
      );
      expect(left.filter(({ pid }) => !killed.includes(pid))).toEqual([]);
    },
    90_000,
  );

  it.skipIf(!isThere)(
    'a task that kills each of them is given up',
    async () => {
      await scene.add({ orgId, kind: 'work-delivery', ref: 'poison' });
      let starts = 0;
      const error = await vi.waitFor(
        async () => {
          const [letter] = await scene.database.look<{ error: string }>('select error from dead_letters');
          if (letter !== undefined) return letter.error;
          if (processes.every((child) => child.exitCode !== null || child.signalCode !== null)) {
            starts += 1;
            await start(3);
          }
          throw new Error('It is not given up yet');
        },
        { timeout: 60_000, interval: 20 },
      );
      expect(error).toMatch(/^The process ended 3 times/);
      expect(starts).toBe(4);
    },
    90_000,
  );
});

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}
