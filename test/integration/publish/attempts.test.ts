import { expect, test } from 'vitest';
import { type Scene, startScene } from './scene.ts';

/** The runs that the next one would know of. */
async function known(scene: Scene, key: string): Promise<readonly string[]> {
  const { attempts } = await scene.run({ key }).publisher.load();
  return attempts.map(([run]) => run);
}

test('a run is remembered from its start, once, however it goes on', async () => {
  const scene = await startScene();
  const run = scene.run({ key: '11111111', runId: 'one' });
  expect(await known(scene, '11111111')).toEqual([]);
  await run.publisher.announce({ headSha: scene.pull.headSha });
  expect(await known(scene, '11111111')).toEqual(['one']);
  await run.publish({});
  expect(await known(scene, '11111111')).toEqual(['one']);
  await scene.run({ key: '11111111', runId: 'two' }).publish({});
  expect(await known(scene, '11111111')).toEqual(['one', 'two']);
});

test('runs of one job that start at the same moment are all remembered once they have ended', async () => {
  const scene = await startScene();
  const runs = ['one', 'two', 'three'].map((runId) => scene.run({ key: '11111111', runId }));
  const { headSha } = scene.pull;
  await Promise.all(runs.map(async ({ publisher }) => publisher.announce({ headSha })));
  for (const run of runs) await run.publish({});
  expect((await known(scene, '11111111')).toSorted()).toEqual(['one', 'three', 'two']);
});

test('the runs of every job count', async () => {
  const scene = await startScene();
  await scene.run({ key: '11111111', runId: 'one' }).publish({});
  await scene.run({ key: '22222222', runId: 'two' }).publish({});
  for (const key of ['11111111', '22222222', '33333333'])
    expect((await known(scene, key)).toSorted()).toEqual(['one', 'two']);
});

test('what somebody else writes in our name is not believed', async () => {
  const scene = await startScene();
  await scene.run({ key: '11111111', runId: 'one' }).publish({});
  const [ours] = scene.pull.comments();
  for (const comment of scene.pull.comments()) expect(comment.author).toBe('github-actions[bot]');
  const other = await startScene();
  other.pull.addComment({ author: 'mallory', body: ours?.body ?? '' });
  expect(await known(other, '11111111')).toEqual([]);
});
