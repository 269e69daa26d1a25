import { expect, test } from 'vitest';
import { finding, startScene } from './scene.ts';

test('what was said on the pull request is known without a request of its own', async () => {
  const scene = await startScene();
  await scene.run().publish({ findings: [finding()] });
  scene.pull.addComment({ author: 'dev', body: 'It is meant so.' });
  const routes = (): readonly string[] =>
    scene.github.requests.map(({ method, route }) => `${method} ${route}`);
  const before = routes().length;

  const { posted } = await scene.run().publisher.load();

  const people = posted.filter(({ isOurs, isBot }) => !isOurs && !isBot);
  expect(people).toMatchObject([{ author: 'dev', body: 'It is meant so.', isHidden: false, place: null }]);
  // Our sticky comment and our comment on the diff.
  expect(posted.filter(({ isOurs, isBot }) => isOurs && isBot)).toHaveLength(2);
  expect(routes().slice(before).toSorted()).toMatchInlineSnapshot(`
    [
      "GET issues/list-comments",
      "GET pulls/list-review-comments",
      "POST graphql",
      "POST graphql",
    ]
  `);
  expect(scene.github.violations).toEqual([]);
});

test('what a person says with the token that runs use is theirs, and what the run said is ours', async () => {
  const scene = await startScene();
  const token = scene.github.issuePersonalToken('robin');
  await scene.run({ token }).publish({ findings: [finding()] });
  scene.pull.addComment({ author: 'robin', body: 'I disagree.' });

  const { posted } = await scene.run({ token }).publisher.load();

  expect(posted.filter(({ isOurs }) => !isOurs).map(({ author, body }) => [author, body])).toEqual([
    ['robin', 'I disagree.'],
  ]);
  expect(posted.filter(({ isOurs }) => isOurs)).toHaveLength(2);
});

test('what somebody has hidden on the diff is known to be hidden, answers too', async () => {
  const scene = await startScene();
  const line = { path: 'src/list.ts', line: 50, side: 'RIGHT' as const };
  const shown = await scene.pull.addReviewComment({ author: 'dev', body: 'Shown.', ...line });
  const hidden = await scene.pull.addReviewComment({ author: 'dev', body: 'Hidden.', ...line });
  hidden.minimizedReason = 'spam';

  const { posted } = await scene.run().publisher.load();

  expect(posted.map(({ body, isHidden }) => [body, isHidden])).toEqual([
    [shown.body, false],
    ['Hidden.', true],
  ]);
  expect(scene.github.violations).toEqual([]);
});
