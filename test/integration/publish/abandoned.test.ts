import { expect, test } from 'vitest';
import { PublishError } from '../../../action/publish/publish-error.ts';
import { cancelNow, finding, startScene, stickies } from './scene.ts';

test.each([
  ['GitHub makes us wait', { status: 429, headers: { 'retry-after': '60' }, times: 9 }],
  ['the answers are lost', { action: 'reset' as const, times: 9 }],
  ['GitHub hangs', { action: 'hang' as const, times: 9 }],
])('an abandoned review stops at once while %s, and writes nothing over the ending', async (_, fault) => {
  const scene = await startScene();
  const run = scene.run({ patience: new AbortController() });
  await run.publisher.announce({ headSha: scene.pull.headSha });
  scene.github.fault({ method: 'POST', path: '/reviews', ...fault });
  const publishing = run.publish({ findings: [finding()] }).catch((error: unknown) => error);
  await new Promise((resolve) => setTimeout(resolve, 400));
  const begun = performance.now();
  await cancelNow(scene, run);
  expect(await publishing).toBeInstanceOf(PublishError);
  expect(performance.now() - begun).toBeLessThan(1500);
  scene.github.clearFaults();
  const [ending] = stickies(scene);
  expect(ending).toContain('### 🚫 The review was cancelled');
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect(stickies(scene)).toEqual([ending]);
  expect(scene.pull.reviews()).toEqual([]);
});

test('an announcement that is still waiting ends with the run', async () => {
  const scene = await startScene();
  const run = scene.run({ patience: new AbortController() });
  scene.github.fault({ method: 'POST', path: '/issues/1/comments', action: 'reset' });
  const announcing = run.publisher.announce({ headSha: scene.pull.headSha });
  await new Promise((resolve) => setTimeout(resolve, 200));
  await cancelNow(scene, run);
  await announcing;
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect(stickies(scene)).toEqual([expect.stringContaining('### 🚫 The review was cancelled')]);
});
