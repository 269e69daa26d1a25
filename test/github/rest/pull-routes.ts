import { branchTip } from '../git/bare-repository.ts';
import { unifiedDiff } from '../git/compare.ts';
import { paginate } from '../http/paging.ts';
import { validationFailed } from '../http/problem.ts';
import { commitShapes, fileShape } from '../shapes/commit-shape.ts';
import { pullRequestShape, simplePullRequestShape } from '../shapes/pull-request-shape.ts';
import type { Need } from '../token.ts';
import {
  demand,
  pullRequestOf,
  type RestAnswer,
  type RestRequest,
  type RestRoute,
  repositoryOf,
  speaker,
} from './route.ts';

const BASE = '/repos/:owner/:repo/pulls';
const LARGEST_FILE_LIST = 3000;
const LARGEST_COMMIT_LIST = 250;
const LARGEST_DIFF_LINES = 20_000;

export const readPulls: Need = { level: 'read', anyOf: ['pull_requests', 'contents'] };

export const pullRoutes: readonly RestRoute[] = [
  { operation: 'pulls/list', method: 'GET', url: BASE, allow, handle: list },
  { operation: 'pulls/create', method: 'POST', url: BASE, allow: allowOpening, handle: open },
  { operation: 'pulls/get', method: 'GET', url: `${BASE}/:number`, allow, handle: get },
  { operation: 'pulls/list-files', method: 'GET', url: `${BASE}/:number/files`, allow, handle: files },
  { operation: 'pulls/list-commits', method: 'GET', url: `${BASE}/:number/commits`, allow, handle: commits },
];

function allow(request: RestRequest): void {
  demand(request, readPulls);
}

function allowOpening(request: RestRequest): void {
  demand(request, { level: 'write', anyOf: ['pull_requests'] });
}

function list(request: RestRequest): RestAnswer {
  const { state = 'open', head, base } = request.query;
  const pulls = repositoryOf(request).pullRequests.filter(
    (pull) =>
      (state === 'all' || pull.state === state) &&
      (head === undefined || `${pull.headRepository.owner.login}:${pull.headRef}` === head) &&
      (base === undefined || pull.baseRef === base),
  );
  const page = paginate(pulls.toReversed(), request);
  return { body: page.items.map(simplePullRequestShape), headers: page.headers };
}

async function open(request: RestRequest): Promise<RestAnswer> {
  const repository = repositoryOf(request);
  const { title = '', head, base, body = null, draft = false } = request.body as Record<string, string>;
  const field = (name: string): Error =>
    validationFailed({ resource: 'PullRequest', field: name, code: 'invalid' });
  for (const [name, branch] of Object.entries({ head, base })) {
    if (branch === undefined || (await branchTip(repository.gitDir, branch)) === null) throw field(name);
  }
  const same = repository.pullRequests.some(
    (pull) => pull.state === 'open' && pull.headRef === head && pull.baseRef === base,
  );
  if (same) {
    const message = `A pull request already exists for ${repository.owner.login}:${head}.`;
    throw validationFailed({ resource: 'PullRequest', field: 'head', code: 'custom', message });
  }
  const author = speaker(request).login;
  const wanted = { title, head: head ?? '', base: base ?? '', body, draft: Boolean(draft), author };
  return { status: 201, body: await pullRequestShape(await repository.openPullRequest(wanted)) };
}

async function get(request: RestRequest): Promise<RestAnswer> {
  const pull = pullRequestOf(request);
  if (!/application\/vnd\.github\.(v3\.)?diff/.test(request.accept))
    return { body: await pullRequestShape(pull) };
  const content = await unifiedDiff(pull.repository.gitDir, await pull.mergeBase(), pull.headSha);
  if (content.split('\n').length > LARGEST_DIFF_LINES) {
    const message = `Sorry, the diff exceeded the maximum number of lines (${LARGEST_DIFF_LINES})`;
    return {
      status: 406,
      body: { message, errors: [{ resource: 'PullRequest', field: 'diff', code: 'too_large' }] },
    };
  }
  return { raw: { type: 'application/vnd.github.diff; charset=utf-8', content } };
}

async function files(request: RestRequest): Promise<RestAnswer> {
  const pull = pullRequestOf(request);
  const page = paginate((await pull.files()).slice(0, LARGEST_FILE_LIST), request);
  return {
    body: page.items.map((file) => fileShape(pull.repository, file, pull.headSha)),
    headers: page.headers,
  };
}

async function commits(request: RestRequest): Promise<RestAnswer> {
  const pull = pullRequestOf(request);
  const page = paginate((await pull.commitShas()).slice(0, LARGEST_COMMIT_LIST), request);
  return { body: await commitShapes(pull.repository, page.items), headers: page.headers };
}
