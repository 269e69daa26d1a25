import { dispatchWorkflow } from '../actions/dispatch.ts';
import { readWorkflow, WORKFLOW_FOLDER, workflowPaths } from '../actions/workflow-file.ts';
import { paginate } from '../http/paging.ts';
import { notFound, Problem } from '../http/problem.ts';
import type { Repository } from '../repository.ts';
import { nodeId } from '../user.ts';
import { type RestAnswer, type RestRequest, type RestRoute, repositoryOf, speaker } from './route.ts';
import { runList, toRead, toWrite } from './run-routes.ts';

const BASE = '/repos/:owner/:repo/actions/workflows';

export const workflowRoutes: readonly RestRoute[] = [
  { operation: 'actions/list-repo-workflows', method: 'GET', url: BASE, allow: toRead, handle: list },
  { operation: 'actions/get-workflow', method: 'GET', url: `${BASE}/:workflow`, allow: toRead, handle: one },
  {
    operation: 'actions/list-workflow-runs',
    method: 'GET',
    url: `${BASE}/:workflow/runs`,
    allow: toRead,
    handle: runs,
  },
  {
    operation: 'actions/create-workflow-dispatch',
    method: 'POST',
    url: `${BASE}/:workflow/dispatches`,
    allow: toWrite,
    handle: dispatch,
  },
];

async function list(request: RestRequest): Promise<RestAnswer> {
  const repository = repositoryOf(request);
  const paths = await workflowPaths(repository);
  const page = paginate(paths, request);
  const workflows = await Promise.all(page.items.map(async (path) => shape(repository, path)));
  return { body: { total_count: paths.length, workflows }, headers: page.headers };
}

async function one(request: RestRequest): Promise<RestAnswer> {
  return { body: await shape(repositoryOf(request), await pathOf(request)) };
}

async function runs(request: RestRequest): Promise<RestAnswer> {
  const path = await pathOf(request);
  return runList(
    request,
    repositoryOf(request).runs.filter((run) => run.facts.path === path),
  );
}

async function dispatch(request: RestRequest): Promise<RestAnswer> {
  const repository = repositoryOf(request);
  const { ref, inputs, return_run_details: details } = request.body;
  const path = await pathOf(request);
  const by = speaker(request);
  const given = (inputs ?? {}) as Record<string, unknown>;
  const run = await dispatchWorkflow(repository, { path, ref: String(ref), inputs: given, by });
  if (typeof run === 'string') throw new Problem(422, { message: run });
  if (details !== true) return { status: 204 };
  const at = `${repository.fullName}/actions/runs/${run.id}`;
  const run_url = `${repository.world.urls.api}/repos/${at}`;
  return { body: { workflow_run_id: run.id, run_url, html_url: `${repository.world.urls.server}/${at}` } };
}

/** A workflow is named by its id or by its file's name. */
async function pathOf(request: RestRequest): Promise<string> {
  const repository = repositoryOf(request);
  const wanted = request.params['workflow'] ?? '';
  const paths = await workflowPaths(repository);
  const found = paths.find(
    (path) => path === WORKFLOW_FOLDER + wanted || String(repository.workflowId(path)) === wanted,
  );
  if (found === undefined) throw notFound();
  return found;
}

async function shape(repository: Repository, path: string): Promise<Record<string, unknown>> {
  const id = repository.workflowId(path);
  const file = await readWorkflow(repository, `refs/heads/${repository.defaultBranch}`, path);
  const { api, server } = repository.world.urls;
  const page = `${server}/${repository.fullName}`;
  return {
    id,
    node_id: nodeId('W', id),
    name: file?.name ?? path,
    path,
    state: 'active',
    created_at: repository.createdAt,
    updated_at: repository.createdAt,
    url: `${api}/repos/${repository.fullName}/actions/workflows/${id}`,
    html_url: `${page}/blob/${repository.defaultBranch}/${path}`,
    badge_url: `${page}/actions/workflows/${path.slice(WORKFLOW_FOLDER.length)}/badge.svg`,
  };
}
