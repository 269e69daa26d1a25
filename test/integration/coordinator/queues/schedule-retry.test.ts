import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { FailureClass } from '../../../../contract/failure-class.ts';
import type { RetryDecision } from '../../../../runner-pool/services/retry-policy.ts';
import { type FailedRun, scheduleRetry } from '../../../../runner-pool/services/schedule-retry.ts';
import { type Scene, setScene } from './scene.ts';

let scene: Scene;
let orgId: number;
let workflowRun = 1;
beforeAll(async () => {
  scene = await setScene('PostgreSQL');
  orgId = await scene.organization('acme');
  await scene.database.look(
    `insert into repositories (org_id, id, full_name) values ($1, 1, 'acme/widgets')`,
    [orgId],
  );
});
beforeEach(async () => void (await scene.database.look('truncate outbox, subject_attempts')));
afterAll(async () => scene.close());

const schedule = async (id: string, run: Partial<FailedRun> = {}): Promise<RetryDecision> =>
  scene.context.database.inOrganization(orgId, async (tx) =>
    scheduleRetry(
      tx,
      { clock: Date.now, random: () => 0.5 },
      {
        ...{
          orgId,
          id,
          repositoryId: 1,
          subject: 'pr-1',
          githubRunId: workflowRun++,
          failureClass: 'api_overloaded',
        },
        ...{ admittedAs: 'oidc:1:1:1', ...run },
      },
    ),
  );
const kinds = (decisions: readonly RetryDecision[]): string[] => decisions.map(({ kind }) => kind);
const due = async (): Promise<readonly { delay: number }[]> =>
  scene.database.look('select extract(epoch from run_after - now())::float8 as delay from outbox');

it('makes the retry due after its back-off', async () => {
  expect(await schedule('run')).toEqual({ kind: 'retry', delayMs: 30_000 });
  const [task] = await due();
  expect(task?.delay).toBeGreaterThan(25);
  expect(task?.delay).toBeLessThanOrEqual(30);
});

it('counts all that is started by itself on one subject, however many fail at once', async () => {
  const decisions = await Promise.all(
    Array.from({ length: 20 }, async (_, index) => schedule(`run ${index}`)),
  );
  expect(kinds(decisions).filter((kind) => kind === 'retry')).toHaveLength(5);
  expect(await due()).toHaveLength(5);
});

it('counts a subject for itself', async () => {
  const subjects = ['pr-1', 'pr-2', 'pr-1'];
  const rules = { api_overloaded: { attempts: 1, baseMs: 0, maxMs: 0 } };
  const decisions: RetryDecision[] = [];
  for (const [index, subject] of subjects.entries())
    decisions.push(await schedule(`run ${index}`, { subject, rules }));
  expect(kinds(decisions)).toEqual(['retry', 'retry', 'no']);
});

it('counts a workflow run too, so that ever new subjects get it run again no more often', async () => {
  const decisions: RetryDecision[] = [];
  for (let run = 0; run < 8; run++)
    decisions.push(await schedule(`run ${run}`, { subject: `new-${run}`, githubRunId: 77 }));
  expect(kinds(decisions).filter((kind) => kind === 'retry')).toHaveLength(5);
});

it('counts from nothing after a day', async () => {
  for (let run = 0; run < 6; run++) await schedule(`run ${run}`);
  expect((await schedule('the seventh')).kind).toBe('no');
  await scene.database.look("update subject_attempts set window_start = now() - interval '25 h'");
  expect((await schedule('the eighth')).kind).toBe('retry');
});

it.each(['timeout', 'budget_exceeded', 'cancelled', null] as (FailureClass | null)[])(
  'neither schedules nor counts what ended with %s',
  async (failureClass) => {
    expect((await schedule('run', { failureClass })).kind).toBe('no');
    expect([await due(), await scene.database.look('select * from subject_attempts')]).toEqual([[], []]);
  },
);
