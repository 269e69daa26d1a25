import { expect, test } from 'vitest';
import { startScene } from './scene.ts';

test('a long list comes in pages, led through by Link', async () => {
  const { github, octokit, pull, onIssue } = await startScene();
  for (let index = 1; index <= 65; index++) pull.addComment({ author: 'dev', body: `comment ${index}` });
  const first = await octokit.rest.issues.listComments(onIssue);
  expect(first.data).toHaveLength(30);
  expect(first.headers.link).toBe(
    `<${github.apiUrl}/repos/acme/widgets/issues/1/comments?page=2>; rel="next", ` +
      `<${github.apiUrl}/repos/acme/widgets/issues/1/comments?page=3>; rel="last"`,
  );
  const all = await octokit.paginate(octokit.rest.issues.listComments, { ...onIssue, per_page: 20 });
  expect(all.map((comment) => comment.body)).toEqual(
    Array.from({ length: 65 }, (_, index) => `comment ${index + 1}`),
  );
  expect(github.violations).toEqual([]);
});

test('a page never holds more than a hundred', async () => {
  const { octokit, repository, pull, onPull } = await startScene();
  const files = Object.fromEntries(
    Array.from({ length: 120 }, (_, index) => [`src/${index}.txt`, `${index}\n`]),
  );
  await pull.push(files);
  const page = await octokit.rest.pulls.listFiles({ ...onPull, per_page: 500 });
  expect(page.data).toHaveLength(100);
  const rest = await octokit.rest.pulls.listFiles({ ...onPull, per_page: 500, page: 2 });
  expect(rest.data).toHaveLength(21);
  expect(rest.headers.link).toContain('rel="prev"');
  expect(rest.headers.link).not.toContain('rel="next"');
  expect(await repository.branchSha('change')).toBe(pull.headSha);
});
