import { blobUrl } from '../artifacts/blob-url.ts';
import { paginate } from '../http/paging.ts';
import { notAccessible, notFound, Problem, requiresAuthentication } from '../http/problem.ts';
import type { Artifact, WorkflowRun } from '../records.ts';
import { artifactShape, runShape } from '../shapes/run-shape.ts';
import { isAllowed } from '../token.ts';
import { demand, type RestAnswer, type RestRequest, type RestRoute, repositoryOf } from './route.ts';

const BASE = '/repos/:owner/:repo/actions';

export const actionRoutes: readonly RestRoute[] = [
  { operation: 'actions/get-workflow-run', method: 'GET', url: `${BASE}/runs/:run`, allow, handle: run },
  {
    operation: 'actions/list-workflow-run-artifacts',
    method: 'GET',
    url: `${BASE}/runs/:run/artifacts`,
    allow,
    handle: ofRun,
  },
  {
    operation: 'actions/list-artifacts-for-repo',
    method: 'GET',
    url: `${BASE}/artifacts`,
    allow,
    handle: ofRepository,
  },
  {
    operation: 'actions/get-artifact',
    method: 'GET',
    url: `${BASE}/artifacts/:artifact`,
    allow,
    handle: artifact,
  },
  {
    operation: 'actions/download-artifact',
    method: 'GET',
    url: `${BASE}/artifacts/:artifact/:format`,
    allow: allowDownload,
    handle: download,
  },
];

function allow(request: RestRequest): void {
  demand(request, { level: 'read', anyOf: ['actions'] });
}

/** Unlike the list, a download needs somebody to be signed in even where all may read. */
function allowDownload(request: RestRequest): void {
  if (request.token === null) throw requiresAuthentication();
  const permitted =
    request.token.kind === 'user'
      ? isAllowed(request.token, repositoryOf(request), { level: 'read', anyOf: ['actions'] })
      : (request.token.permissions['actions'] ?? 'none') !== 'none' &&
        request.token.repository === repositoryOf(request);
  if (!permitted) throw notAccessible('actions=read');
}

function run(request: RestRequest): RestAnswer {
  return { body: runShape(repositoryOf(request), runOf(request)) };
}

function ofRun(request: RestRequest): RestAnswer {
  const wanted = runOf(request);
  return list(request, (candidate) => candidate.run === wanted);
}

function ofRepository(request: RestRequest): RestAnswer {
  return list(request, () => true);
}

function list(request: RestRequest, concerns: (candidate: Artifact) => boolean): RestAnswer {
  const repository = repositoryOf(request);
  const { name } = request.query;
  const found = repository.artifactRecords.filter(
    (candidate) =>
      candidate.finalized && concerns(candidate) && (name === undefined || candidate.name === name),
  );
  const page = paginate(found.toReversed(), request);
  const artifacts = page.items.map((candidate) => artifactShape(repository, candidate));
  return { body: { total_count: found.length, artifacts }, headers: page.headers };
}

function artifact(request: RestRequest): RestAnswer {
  return { body: artifactShape(repositoryOf(request), artifactOf(request)) };
}

function download(request: RestRequest): RestAnswer {
  const found = artifactOf(request);
  if (request.params['format'] !== 'zip') throw notFound();
  if (Date.parse(found.expiresAt) < Date.now()) throw new Problem(410, { message: 'Artifact has expired' });
  return { status: 302, headers: { location: blobUrl(request.world, found, 'download') } };
}

function runOf(request: RestRequest): WorkflowRun {
  const found = repositoryOf(request).runs.find(
    (candidate) => candidate.id === Number(request.params['run']),
  );
  if (found === undefined) throw notFound();
  return found;
}

function artifactOf(request: RestRequest): Artifact {
  const id = Number(request.params['artifact']);
  const found = repositoryOf(request).artifactRecords.find(
    (candidate) => candidate.id === id && candidate.finalized,
  );
  if (found === undefined) throw notFound();
  return found;
}
