import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import {
  type ClaimedTask,
  claimTask,
  completeTask,
  type HandedTask,
  handTasks,
  postponeTask,
  renewClaim,
  takeBack,
} from '../../../../runner-pool/store/task-claims.ts';
import { type Scene, setScene, someTasks } from './scene.ts';

let scene: Scene;
let orgId: number;
beforeAll(async () => {
  scene = await setScene('PostgreSQL');
  orgId = await scene.organization('acme');
});
beforeEach(async () => void (await scene.database.look('truncate outbox')));
afterAll(async () => scene.close());

const limits = { webhooks: { room: 10, share: 10, after: -1 } };
const hand = async (holdMs = 60_000): Promise<readonly HandedTask[]> =>
  (await handTasks(scene.context.database, { limits, holdMs, crashMs: 1 })).tasks;
const claim = async (handed: HandedTask | undefined, holdMs = 60_000): Promise<ClaimedTask | null> =>
  handed === undefined
    ? expect.fail('Nothing was handed out')
    : claimTask(scene.context.database, { ...handed, claim: randomUUID(), holdMs });
const handAgain = async (): Promise<HandedTask | undefined> =>
  vi.waitFor(
    async () => {
      const [handed] = await hand();
      if (handed === undefined) throw new Error('Nothing was handed out');
      return handed;
    },
    { timeout: 10_000, interval: 20 },
  );
async function claimed(): Promise<{ handed: HandedTask; task: ClaimedTask }> {
  await scene.add(...someTasks(orgId, 1));
  const [handed] = await hand();
  const task = await claim(handed);
  if (handed === undefined || task === null) throw new Error('It could not be claimed');
  return { handed, task };
}

it('is one worker’s, even when its job is delivered twice at once', async () => {
  await scene.add(...someTasks(orgId, 1));
  const [handed] = await hand();
  const claims = await Promise.all(Array.from({ length: 10 }, async () => claim(handed)));
  expect(claims.filter((one) => one !== null)).toHaveLength(1);
});

it('is not handed out while it is with the courier or a worker', async () => {
  const { task } = await claimed();
  expect(await hand()).toEqual([]);
  await completeTask(scene.context.database, task);
  expect(await hand()).toEqual([]);
});

it('is handed out anew when the courier does not deliver; the first delivery then comes too late', async () => {
  await scene.add(...someTasks(orgId, 1));
  const [first] = await hand(1);
  const second = await handAgain();
  expect(second).toMatchObject({ id: first?.id, hands: 2 });
  expect(await claim(first)).toBeNull();
  expect(await claim(second)).toMatchObject({ attempts: 1 });
});

it('is another’s when its worker was not heard of, who can change nothing then', async () => {
  await scene.add(...someTasks(orgId, 1));
  const { database } = scene.context;
  const [handed] = await hand();
  const dead = await claim(handed, 1);
  const heir = await claim(await handAgain());
  if (dead === null || heir === null) throw new Error('It could not be claimed');
  expect(heir.attempts).toBe(2);
  expect(await renewClaim(database, dead, 60_000)).toBe(false);
  await completeTask(database, dead);
  await postponeTask(database, dead, { delayMs: 0, isAttempt: true });
  expect(await hand()).toEqual([]);
  expect(await renewClaim(database, heir, 60_000)).toBe(true);
});

it('that waits for its back-off is not begun by a delivery of before', async () => {
  const { handed, task } = await claimed();
  await postponeTask(scene.context.database, task, { delayMs: 60_000, isAttempt: true });
  expect([await claim(handed), await hand()]).toEqual([null, []]);
});

it('that the courier refused is handed out again', async () => {
  await scene.add(...someTasks(orgId, 1));
  const handed = await hand();
  await takeBack(scene.context.database, handed, 0);
  expect(await claim(handed[0])).toBeNull();
  expect(await handAgain()).toMatchObject({ hands: 2 });
});

it('that is being done is not taken back from its worker', async () => {
  const { handed, task } = await claimed();
  await takeBack(scene.context.database, [handed], 0);
  expect(await hand()).toEqual([]);
  expect(await renewClaim(scene.context.database, task, 60_000)).toBe(true);
});

it('is not handed out twice by instances that hand out at once', async () => {
  await scene.add(...someTasks(orgId, 40));
  const all = { webhooks: { room: 100, share: 100, after: -1 } };
  const handed = await Promise.all(
    Array.from({ length: 6 }, async () =>
      handTasks(scene.context.database, { limits: all, holdMs: 60_000, crashMs: 1 }),
    ),
  );
  const ids = handed.flatMap(({ tasks }) => tasks.map(({ id }) => id));
  expect([ids.length, new Set(ids).size]).toEqual([40, 40]);
});
