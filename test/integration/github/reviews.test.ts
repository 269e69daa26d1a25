import { expect, test } from 'vitest';
import { refusal, startScene, TEN_LINES } from './scene.ts';

const NOT_IN_DIFF =
  "Pull request review thread line must be part of the diff and Pull request review thread diff hunk can't be blank";

test('a review with its comments is posted and seen', async () => {
  const { github, octokit, pull, onPull } = await startScene();
  const review = await octokit.rest.pulls.createReview({
    ...onPull,
    event: 'COMMENT',
    body: 'Two remarks',
    commit_id: pull.headSha,
    comments: [
      { path: 'list.txt', line: 5, side: 'RIGHT', body: 'Spell it' },
      { path: 'list.txt', start_line: 2, start_side: 'RIGHT', line: 4, body: 'A range of context' },
      { path: 'list.txt', line: 5, side: 'LEFT', body: 'It was better' },
    ],
  });
  expect(review.data).toMatchObject({ state: 'COMMENTED', user: { login: 'github-actions[bot]' } });
  expect(pull.reviews()).toMatchObject([{ author: 'github-actions[bot]', body: 'Two remarks', comments: 3 }]);
  expect(await pull.reviewComments()).toMatchObject([
    { line: 5, side: 'RIGHT', body: 'Spell it', outdated: false, resolved: false },
    { line: 4, startLine: 2, body: 'A range of context' },
    { line: 5, side: 'LEFT', body: 'It was better' },
  ]);
  const listed = await octokit.rest.pulls.listReviewComments(onPull);
  expect(listed.data[0]).toMatchObject({
    line: 5,
    position: 5,
    diff_hunk: expect.stringContaining('+line five'),
  });
  await octokit.rest.pulls.listCommentsForReview({ ...onPull, review_id: review.data.id });
  await octokit.rest.pulls.listReviews(onPull);
  expect(github.violations).toEqual([]);
});

test('one comment outside the diff refuses the whole review', async () => {
  const { github, octokit, pull, onPull } = await startScene();
  const comments = [
    { path: 'list.txt', line: 5, body: 'inside' },
    { path: 'list.txt', line: 10, body: 'outside' },
  ];
  const refused = await refusal(
    octokit.rest.pulls.createReview({ ...onPull, event: 'COMMENT', body: 'x', comments }),
  );
  expect(refused).toEqual({ status: 422, message: 'Unprocessable Entity', errors: [NOT_IN_DIFF] });
  expect(pull.reviews()).toEqual([]);
  expect(await pull.reviewComments()).toEqual([]);
  expect(github.violations).toEqual([]);
});

test.each([
  ['a path that is not changed', { path: 'README.md', line: 1 }, /path is invalid/],
  [
    'a removed line on the right side',
    { path: 'list.txt', line: 9, side: 'RIGHT' },
    /line must be part of the diff/,
  ],
  ['a start outside the hunk', { path: 'list.txt', start_line: 1, line: 5 }, /part of the same hunk/],
  ['a start after its end', { path: 'list.txt', start_line: 6, line: 5 }, /must precede/],
])('no comment can be put on %s', async (_name, place, reason) => {
  const { octokit, onPull } = await startScene();
  const comments = [{ body: 'x', ...place }];
  const refused = await refusal(
    octokit.rest.pulls.createReview({ ...onPull, event: 'COMMENT', body: 'x', comments }),
  );
  expect(refused.status).toBe(422);
  expect(String(refused.errors)).toMatch(reason);
});

test('a review needs a body or comments, and at most 65,536 characters', async () => {
  const { octokit, onPull, onIssue } = await startScene();
  expect((await refusal(octokit.rest.pulls.createReview({ ...onPull, event: 'COMMENT' }))).status).toBe(422);
  const long = '😀'.repeat(65_537);
  expect(
    (await refusal(octokit.rest.pulls.createReview({ ...onPull, event: 'COMMENT', body: long }))).status,
  ).toBe(422);
  const comment = await refusal(octokit.rest.issues.createComment({ ...onIssue, body: long }));
  expect(JSON.stringify(comment.errors)).toContain('Body is too long (maximum is 65536 characters)');
  await octokit.rest.issues.createComment({ ...onIssue, body: '😀'.repeat(65_536) });
});

test('a workflow does not approve', async () => {
  const { octokit, onPull } = await startScene();
  const refused = await refusal(octokit.rest.pulls.createReview({ ...onPull, event: 'APPROVE' }));
  expect(refused).toMatchObject({
    status: 422,
    errors: ['GitHub Actions is not permitted to approve pull requests.'],
  });
});

test('a commit pushed away by force takes no comments', async () => {
  const { octokit, pull, onPull } = await startScene();
  const before = pull.headSha;
  await pull.forcePush({ 'list.txt': TEN_LINES.replace('line 5', 'LINE 5') });
  const comments = [{ path: 'list.txt', line: 5, body: 'x' }];
  const review = { ...onPull, event: 'COMMENT' as const, body: 'x', comments };
  expect((await refusal(octokit.rest.pulls.createReview({ ...review, commit_id: before }))).status).toBe(422);
  await octokit.rest.pulls.createReview({ ...review, commit_id: pull.headSha });
});

test('a comment follows its line through a push, and is outdated once the line is changed', async () => {
  const { github, octokit, pull, onPull } = await startScene();
  await pull.addReviewComment({ author: 'dev', path: 'list.txt', line: 5, body: 'here' });
  const changed = TEN_LINES.replace('line 5', 'line five');
  await pull.push({ 'list.txt': `line 0\n${changed}` });
  expect(await pull.reviewComments()).toMatchObject([{ line: 6, originalLine: 5, outdated: false }]);
  await pull.push({ 'list.txt': `line 0\n${changed.replace('five', 'cinq')}` });
  expect(await pull.reviewComments()).toMatchObject([{ line: null, originalLine: 5, outdated: true }]);
  const { data } = await octokit.rest.pulls.listReviewComments(onPull);
  expect(data[0]).toMatchObject({ line: null, position: null, original_line: 5 });
  expect(github.violations).toEqual([]);
});

test('single comments and replies are created, edited and deleted', async () => {
  const { github, octokit, pull, at, onPull } = await startScene();
  const place = { commit_id: pull.headSha, path: 'list.txt', line: 5, side: 'RIGHT' as const };
  const { data: comment } = await octokit.rest.pulls.createReviewComment({
    ...onPull,
    ...place,
    body: 'one',
  });
  const reply = await octokit.rest.pulls.createReplyForReviewComment({
    ...onPull,
    comment_id: comment.id,
    body: 'two',
  });
  expect(reply.data.in_reply_to_id).toBe(comment.id);
  await octokit.rest.pulls.updateReviewComment({ ...at, comment_id: comment.id, body: 'uno' });
  expect(await pull.reviewComments()).toMatchObject([
    { body: 'uno' },
    { body: 'two', inReplyTo: comment.id },
  ]);
  await octokit.rest.pulls.deleteReviewComment({ ...at, comment_id: reply.data.id });
  expect(await pull.reviewComments()).toHaveLength(1);
  const outside = await refusal(
    octokit.rest.pulls.createReviewComment({ ...onPull, ...place, line: 10, body: 'x' }),
  );
  expect(JSON.stringify(outside.errors)).toContain(
    'pull_request_review_thread.line must be part of the diff',
  );
  expect(github.violations).toEqual([]);
});
