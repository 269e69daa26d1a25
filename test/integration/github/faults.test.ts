import { expect, test } from 'vitest';
import { octokitFor, refusal, startScene } from './scene.ts';

test('an ordered failure strikes as often as ordered, then all is well', async () => {
  const { github, octokit, onPull } = await startScene();
  github.fault({ method: 'GET', path: /\/pulls\/1$/, times: 2, status: 502 });
  expect((await refusal(octokit.rest.pulls.get(onPull))).status).toBe(502);
  await octokit.rest.pulls.listFiles(onPull);
  expect((await refusal(octokit.rest.pulls.get(onPull))).status).toBe(502);
  expect((await octokit.rest.pulls.get(onPull)).status).toBe(200);
});

test('an answer can be lost after the deed was done', async () => {
  const { github, octokit, pull, onIssue } = await startScene();
  github.fault({ method: 'POST', path: '/comments', action: 'reset-after' });
  await expect(octokit.rest.issues.createComment({ ...onIssue, body: 'lost' })).rejects.toThrow(
    /closed|terminated|failed/,
  );
  github.fault({ method: 'POST', path: '/comments', status: 502, after: true });
  await expect(octokit.rest.issues.createComment({ ...onIssue, body: 'misreported' })).rejects.toThrow(
    'Server Error',
  );
  github.fault({ method: 'POST', path: '/comments', action: 'reset' });
  await expect(octokit.rest.issues.createComment({ ...onIssue, body: 'never' })).rejects.toThrow(
    /closed|terminated|failed/,
  );
  expect(pull.comments().map((comment) => comment.body)).toEqual(['lost', 'misreported']);
  expect(github.requests.map((request) => request.status)).toEqual([null, 502, null]);
});

test('a hanging request ends when the server does', async () => {
  const { github, octokit, onPull } = await startScene();
  github.fault({ action: 'hang' });
  const hanging = octokit.rest.pulls.get(onPull).then(
    () => 'answered',
    () => 'broken off',
  );
  await expect.poll(() => github.requests.length).toBe(1);
  await github.close();
  await github.close();
  expect(await hanging).toBe('broken off');
});

test('a secondary limit is told in the words of GitHub', async () => {
  const { github, octokit, onPull } = await startScene();
  github.secondaryLimit({ path: '/reviews', retryAfterSeconds: 7 });
  const limited = octokit.rest.pulls.createReview({ ...onPull, event: 'COMMENT', body: 'x' });
  await expect(limited).rejects.toMatchObject({
    status: 403,
    message: expect.stringContaining('You have exceeded a secondary rate limit.'),
    response: { headers: { 'retry-after': '7' } },
  });
});

test('a GitHub that is down comes up again', async () => {
  const { github, octokit, onPull } = await startScene();
  github.down();
  expect((await refusal(octokit.rest.pulls.get(onPull))).status).toBe(503);
  github.up();
  expect((await octokit.rest.pulls.get(onPull)).status).toBe(200);
});

test('a test can act in the middle of a conversation', async () => {
  const { github, octokit, pull, onPull } = await startScene();
  const before = pull.headSha;
  github.onRequest(async (request) => {
    if (request.route === 'pulls/list-files') await pull.push({ 'late.txt': 'late\n' });
  });
  const { data } = await octokit.rest.pulls.listFiles(onPull);
  expect(data.map((file) => file.filename)).toEqual(['late.txt', 'list.txt']);
  expect(pull.previousHeadSha).toBe(before);
});

test('what GitHub would not know is refused and noted', async () => {
  const { github, octokit, at, onIssue } = await startScene();
  await refusal(octokit.request('GET /repos/{owner}/{repo}/milk', at));
  await refusal(
    octokit.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', {
      ...onIssue,
      body: 5 as never,
    }),
  );
  await octokitFor(github).request('GET /repos/{owner}/{repo}/pulls', {
    owner: 'acme',
    repo: 'widgets',
    statee: 'open',
  });
  expect(github.violations).toEqual([
    expect.stringContaining('unknown operation: GET'),
    expect.stringContaining('/body must be string'),
    expect.stringContaining('statee'),
  ]);
});
