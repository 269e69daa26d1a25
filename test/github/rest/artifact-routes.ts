import { blobUrl } from '../artifacts/blob-url.ts';
import { paginate } from '../http/paging.ts';
import { notAccessible, notFound, Problem, requiresAuthentication } from '../http/problem.ts';
import type { Artifact } from '../records.ts';
import { artifactShape } from '../shapes/artifact-shape.ts';
import { covers, isAllowed, reaches } from '../token.ts';
import { demand, type RestAnswer, type RestRequest, type RestRoute, repositoryOf } from './route.ts';
import { runOf } from './run-routes.ts';

const BASE = '/repos/:owner/:repo/actions';

export const artifactRestRoutes: readonly RestRoute[] = [
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
  {
    operation: 'actions/delete-artifact',
    method: 'DELETE',
    url: `${BASE}/artifacts/:artifact`,
    allow: allowDelete,
    handle: remove,
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
      : covers(request.token.permissions, 'actions', 'read') && reaches(request.token, repositoryOf(request));
  if (!permitted) throw notAccessible('actions=read');
}

function allowDelete(request: RestRequest): void {
  demand(request, { level: 'write', anyOf: ['actions'] });
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

function remove(request: RestRequest): RestAnswer {
  const { artifactRecords } = repositoryOf(request);
  artifactRecords.splice(artifactRecords.indexOf(artifactOf(request)), 1);
  return { status: 204 };
}

function artifactOf(request: RestRequest): Artifact {
  const id = Number(request.params['artifact']);
  const found = repositoryOf(request).artifactRecords.find(
    (candidate) => candidate.id === id && candidate.finalized,
  );
  if (found === undefined) throw notFound();
  return found;
}
