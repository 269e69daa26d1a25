import { expect, test } from 'vitest';
import { cancelNow, finding, type Scene, startScene } from './scene.ts';

/** A token whose owner GitHub does not tell: no GraphQL, and `/user` is refused. */
async function startNameless(): Promise<{ readonly scene: Scene; readonly token: string }> {
  const scene = await startScene();
  scene.repository.addCollaborator('robin', 'write');
  const token = scene.github.issuePersonalToken('robin');
  scene.github.fault({ path: 'graphql', status: 404, times: 1000, body: { message: 'Not Found' } });
  scene.github.fault({ path: /\/user$/, status: 403, times: 1000, body: { message: 'Forbidden' } });
  return { scene, token };
}

test('makes one comment although GitHub does not say who posts it', async () => {
  const { scene, token } = await startNameless();
  const run = scene.run({ token });
  await run.publisher.announce({ headSha: scene.pull.headSha });
  expect(scene.pull.comments()).toHaveLength(1);
  expect(await run.publish({ findings: [finding()] })).toMatchObject({ new: 1 });
  expect(scene.pull.comments()).toHaveLength(1);
  expect(scene.pull.reviews()).toHaveLength(1);
});

test.each([true, false])('a later run finds it all again, announced: %s', async (announced) => {
  const { scene, token } = await startNameless();
  await scene.run({ token }).publish({ findings: [finding(), finding({ path: 'src/far.ts', line: 3 })] });
  const [first] = scene.pull.comments();
  for (let runs = 0; runs < 2; runs += 1) {
    const run = scene.run({ token });
    await run.publisher.load();
    if (announced) await run.publisher.announce({ headSha: scene.pull.headSha });
    const published = await run.publish({
      findings: [finding(), finding({ path: 'src/far.ts', line: 3 })],
    });
    expect(published).toMatchObject({ kind: 'published', new: 0, standing: 2 });
  }
  expect(scene.pull.comments().map(({ id }) => id)).toEqual([first?.id]);
  expect(scene.pull.reviews()).toHaveLength(1);
});

test('posts nothing twice when the answers are lost as well', async () => {
  const { scene, token } = await startNameless();
  scene.github.fault({ method: 'POST', path: '/issues/1/comments', action: 'reset-after' });
  scene.github.fault({ method: 'POST', path: '/reviews', action: 'reset-after' });
  expect(await scene.run({ token }).publish({ findings: [finding()] })).toMatchObject({ new: 1 });
  expect(scene.pull.comments()).toHaveLength(1);
  expect(scene.pull.reviews()).toHaveLength(1);
});

test('never takes for its own what a person copied', async () => {
  const { scene, token } = await startNameless();
  await scene.run({ token }).publish({ findings: [finding()] });
  const [comment] = scene.pull.comments();
  const [onLine] = await scene.pull.reviewComments();
  const other = await startNameless();
  other.scene.pull.addComment({ author: 'mallory', body: comment?.body ?? '' });
  await other.scene.pull.addReviewComment({
    author: 'mallory',
    path: 'src/list.ts',
    line: 50,
    side: 'RIGHT',
    body: onLine?.body ?? '',
  });
  const published = await other.scene.run({ token: other.token }).publish({ findings: [finding()] });
  expect(published).toMatchObject({ new: 1, standing: 0 });
  expect(other.scene.pull.comments().map(({ author }) => author)).toEqual(['mallory', 'robin']);
  expect(other.scene.pull.comments()[0]?.body).toBe(comment?.body);
});

test('a run cancelled before it had posted anything says so once', async () => {
  const { scene, token } = await startNameless();
  await scene.run({ token }).publish({ findings: [finding()] });
  await cancelNow(scene, scene.run({ token }));
  const [comment, ...more] = scene.pull.comments();
  expect(more).toEqual([]);
  expect(comment?.body).toContain('### 🚫 The review was cancelled');
  expect(comment?.body).toContain('The line is spelled out');
});
