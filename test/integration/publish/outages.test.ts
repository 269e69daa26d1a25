import { expect, test } from 'vitest';
import { PublishError } from '../../../action/publish/publish-error.ts';
import { facts, finding, startScene, stickies } from './scene.ts';

test.each([
  ['the connection dies after the review was taken', { action: 'reset-after' as const }],
  ['the review is taken but a 502 is told', { status: 502, after: true }],
  ['the connection dies before anything happened', { action: 'reset' as const }],
  ['GitHub fails twice before it takes the review', { status: 503, times: 2 }],
])('posts the review once when %s', async (_, fault) => {
  const scene = await startScene();
  scene.github.fault({ method: 'POST', path: '/reviews', ...fault });
  expect(await scene.run().publish({ findings: [finding()] })).toMatchObject({ new: 1 });
  expect(scene.pull.reviews()).toHaveLength(1);
  const [comment] = await scene.pull.reviewComments();
  expect(stickies(scene)[0]).toContain(`#discussion_r${comment?.id}`);
});

test.each([
  ['lost', { action: 'reset-after' as const }],
  ['a 502', { status: 502, after: true }],
])('makes one comment when the answer to it is %s', async (_, fault) => {
  const scene = await startScene();
  scene.github.fault({ method: 'POST', path: '/issues/1/comments', ...fault });
  const run = scene.run();
  await run.publisher.announce({ headSha: scene.pull.headSha });
  await run.publish({});
  expect(stickies(scene)).toHaveLength(1);
  expect(stickies(scene)[0]).toContain('### ✅ Nothing to fix found');
});

test('waits as long as a secondary limit says and says so', async () => {
  const scene = await startScene();
  scene.github.secondaryLimit({ path: '/reviews', times: 2, retryAfterSeconds: 17 });
  expect(await scene.run().publish({ findings: [finding()] })).toMatchObject({ new: 1 });
  expect(scene.pull.reviews()).toHaveLength(1);
  expect(scene.waitedMs()).toBeGreaterThanOrEqual(34_000);
  expect(scene.lines.filter((line) => line.includes('trying again in 17 s'))).toHaveLength(2);
});

test('gives up on a limit of more than two minutes', async () => {
  const scene = await startScene();
  scene.github.secondaryLimit({ path: '/reviews', times: 9, retryAfterSeconds: 70 });
  const publishing = scene.run().publish({ findings: [finding()] });
  await expect(publishing).rejects.toMatchObject({
    code: 'publish_failed',
    message: expect.stringContaining('secondary rate limit'),
    remedy: expect.stringContaining('wait'),
  });
  expect(scene.waitedMs()).toBeLessThan(120_000);
});

test('fails with the truth and a remedy when GitHub stays down', async () => {
  const scene = await startScene();
  scene.github.down();
  const error = await scene
    .run()
    .publish({ findings: [finding()] }, { files: [] })
    .then(
      () => expect.fail('published nowhere'),
      (reason: unknown) => reason,
    );
  expect(error).toBeInstanceOf(PublishError);
  expect(error).toMatchObject({
    message: expect.stringContaining('publish the review: 503'),
    remedy: expect.stringContaining('githubstatus.com'),
    cause: expect.anything(),
  });
  expect(scene.waitedMs()).toBeLessThan(60_000);
});

test('nothing is left to fail unheard when GitHub is down while it is read', async () => {
  const scene = await startScene();
  const unheard: unknown[] = [];
  const listen = (reason: unknown): void => void unheard.push(reason);
  process.on('unhandledRejection', listen);
  scene.github.down();
  await expect(scene.run().publisher.load()).rejects.toBeInstanceOf(PublishError);
  // The slowest of the requests gives up last.
  await new Promise((resolve) => setTimeout(resolve, 500));
  process.off('unhandledRejection', listen);
  expect(unheard).toEqual([]);
});

test('an announcement that GitHub cannot take now is only a warning', async () => {
  const scene = await startScene();
  scene.github.down();
  const run = scene.run();
  await run.publisher.announce({ headSha: scene.pull.headSha });
  expect(scene.lines.at(-1)).toContain('could not be announced');
  scene.github.up();
  expect(await run.publish({})).toMatchObject({ kind: 'published' });
});

test('a token without permission is told at the announcement, with the permission to give', async () => {
  const scene = await startScene();
  const token = scene.repository.issueToken({ permissions: { contents: 'read', pull_requests: 'read' } });
  const refused = {
    code: 'publish_failed',
    remedy: expect.stringContaining('permissions: pull-requests: write'),
  };
  const run = scene.run({ token });
  await expect(run.publisher.announce({ headSha: scene.pull.headSha })).rejects.toMatchObject(refused);
  await expect(run.publish({ findings: [finding()] })).rejects.toMatchObject(refused);
});

test('a cancelled run says so within seconds although GitHub hangs once', async () => {
  const scene = await startScene();
  const run = scene.run();
  await run.publisher.announce({ headSha: scene.pull.headSha });
  scene.github.fault({ path: '/issues/comments/', action: 'hang' });
  const begun = performance.now();
  await run.publisher.publishEnding({
    conclusion: 'cancelled',
    failureClass: 'cancelled',
    message: 'The job was cancelled.',
    remedy: 'Run it again.',
    lastText: '',
    facts: facts('10001-1', 'https://github.com/acme/widgets/actions/runs/10001', scene.pull.headSha),
    hurry: true,
  });
  expect(performance.now() - begun).toBeLessThan(6000);
  expect(stickies(scene)[0]).toContain('### 🚫 The review was cancelled');
});
