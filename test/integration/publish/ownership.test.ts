import { expect, test } from 'vitest';
import { finding, startScene, stickies } from './scene.ts';

test('finds its comment on the third page', async () => {
  const scene = await startScene();
  for (let index = 0; index < 210; index += 1)
    scene.pull.addComment({ author: 'dev', body: `Talk ${index}` });
  await scene.run().publish({ findings: [finding()] });
  for (let index = 0; index < 110; index += 1)
    scene.pull.addComment({ author: 'dev', body: `More ${index}` });
  const again = await scene.run({ commentCounts: { issue: 5, review: 0 } }).publish({});
  expect(again).toMatchObject({ kind: 'published', standing: 1 });
  expect(stickies(scene)).toHaveLength(1);
});

test('leaves alone what others wrote, whatever marker it carries', async () => {
  const scene = await startScene();
  await scene.run().publish({ findings: [finding()] });
  const [sticky = ''] = stickies(scene);
  const [comment] = await scene.pull.reviewComments();
  const other = await startScene();
  other.pull.addComment({ author: 'mallory', body: sticky });
  await other.pull.addReviewComment({
    author: 'mallory',
    path: 'src/list.ts',
    line: 50,
    side: 'RIGHT',
    body: comment?.body ?? '',
  });
  expect(await other.run().publish({ findings: [finding()] })).toMatchObject({ new: 1, standing: 0 });
  expect(other.pull.comments().map(({ author }) => author)).toEqual(['mallory', 'github-actions[bot]']);
  expect(other.pull.comments()[0]?.body).toBe(sticky);
});

test("works with a person's token too", async () => {
  const scene = await startScene();
  scene.repository.addCollaborator('robin', 'write');
  const token = scene.github.issuePersonalToken('robin');
  await scene.run({ token }).publish({ findings: [finding()] });
  expect(await scene.run({ token }).publish({ findings: [finding()] })).toMatchObject({
    new: 0,
    standing: 1,
  });
  expect(scene.pull.comments()).toHaveLength(1);
});

test('knows itself where GraphQL is refused', async () => {
  const scene = await startScene();
  await scene.run().publish({ findings: [finding()] });
  scene.github.fault({ path: 'graphql', status: 403, times: 100, body: { message: 'Forbidden' } });
  expect(await scene.run().publish({ findings: [finding()] })).toMatchObject({ new: 0, standing: 1 });
  expect(stickies(scene)).toHaveLength(1);
});

test('starts afresh where its memory was damaged, and still posts nothing twice', async () => {
  const scene = await startScene();
  await scene.run().publish({ findings: [finding()] });
  const [comment] = scene.pull.issueComments;
  if (comment !== undefined)
    comment.body = comment.body.replace(/state 0a1b2c3d [\w-]{20}/, 'state 0a1b2c3d ');
  expect(await scene.run().publish({ findings: [finding()] })).toMatchObject({ new: 0, standing: 1 });
  expect(stickies(scene)).toHaveLength(1);
});

test('writes a new comment when a person deleted the old one during the run', async () => {
  const scene = await startScene();
  const run = scene.run();
  await run.publisher.announce({ headSha: scene.pull.headSha });
  scene.pull.issueComments.length = 0;
  await run.publish({ findings: [finding()] });
  expect(stickies(scene)).toHaveLength(1);
});

test('a 404 to an edit of what is still there is a refusal', async () => {
  const scene = await startScene();
  await scene.run().publish({});
  scene.github.fault({
    method: 'PATCH',
    path: '/issues/comments/',
    status: 404,
    times: 50,
    body: { message: 'Not Found' },
  });
  await expect(scene.run().publish({})).rejects.toMatchObject({
    message: expect.stringContaining('404 Not Found'),
  });
});

test('two comments left by a crash become one, with what both say', async () => {
  const scene = await startScene();
  await scene.run({ key: '11111111', label: 'First' }).publish({ summary: 'Said by the first.' });
  const [comment] = scene.pull.issueComments.splice(0, 1);
  await scene.run({ key: '22222222', label: 'Second' }).publish({ summary: 'Said by the second.' });
  if (comment !== undefined) scene.pull.issueComments.unshift(comment);
  await scene.run({ key: '22222222', label: 'Second' }).publish({ summary: 'Said by the second again.' });
  const [sticky = '', ...more] = stickies(scene);
  expect(more).toEqual([]);
  expect(sticky).toContain('Said by the first.');
  expect(sticky).toContain('Said by the second again.');
});
