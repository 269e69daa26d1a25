import { cancel, type RerunScope, rerun } from '../actions/rerun.ts';
import { runFilter } from '../actions/run-filter.ts';
import type { RunAttempt, WorkflowRun } from '../actions/workflow-run.ts';
import { paginate } from '../http/paging.ts';
import { notFound, Problem } from '../http/problem.ts';
import { runShape } from '../shapes/run-shape.ts';
import { demand, type RestAnswer, type RestRequest, type RestRoute, repositoryOf, speaker } from './route.ts';

const BASE = '/repos/:owner/:repo/actions/runs';

export const runRoutes: readonly RestRoute[] = [
  {
    operation: 'actions/list-workflow-runs-for-repo',
    method: 'GET',
    url: BASE,
    allow: toRead,
    handle: (request) => runList(request, repositoryOf(request).runs),
  },
  { operation: 'actions/get-workflow-run', method: 'GET', url: `${BASE}/:run`, allow: toRead, handle: one },
  {
    operation: 'actions/get-workflow-run-attempt',
    method: 'GET',
    url: `${BASE}/:run/attempts/:attempt`,
    allow: toRead,
    handle: oneAttempt,
  },
  {
    operation: 'actions/re-run-workflow',
    method: 'POST',
    url: `${BASE}/:run/rerun`,
    allow: toWrite,
    handle: (request) => runAgain(request, runOf(request), { kind: 're-run' }),
  },
  {
    operation: 'actions/re-run-workflow-failed-jobs',
    method: 'POST',
    url: `${BASE}/:run/rerun-failed-jobs`,
    allow: toWrite,
    handle: (request) => runAgain(request, runOf(request), { kind: 're-run failed jobs' }),
  },
  {
    operation: 'actions/cancel-workflow-run',
    method: 'POST',
    url: `${BASE}/:run/cancel`,
    allow: toWrite,
    handle: stop,
  },
];

export function toRead(request: RestRequest): void {
  demand(request, { level: 'read', anyOf: ['actions'] });
}

export function toWrite(request: RestRequest): void {
  demand(request, { level: 'write', anyOf: ['actions'] });
}

export function runOf(request: RestRequest): WorkflowRun {
  const id = Number(request.params['run']);
  const found = repositoryOf(request).runs.find((candidate) => candidate.id === id);
  if (found === undefined) throw notFound();
  return found;
}

export function attemptOf(request: RestRequest, run: WorkflowRun): RunAttempt {
  const found = run.attempts.find((candidate) => candidate.number === Number(request.params['attempt']));
  if (found === undefined) throw notFound();
  return found;
}

/** Newest first, as filtered. */
export function runList(request: RestRequest, runs: readonly WorkflowRun[]): RestAnswer {
  const found = runs.filter(runFilter(request.query)).toReversed();
  const page = paginate(found, request);
  const workflow_runs = page.items.map((run) => shape(request, run, run.current));
  return { body: { total_count: found.length, workflow_runs }, headers: page.headers };
}

export function runAgain(request: RestRequest, run: WorkflowRun, scope: RerunScope): RestAnswer {
  const refusal = rerun(run, scope, speaker(request));
  if (refusal !== null) throw new Problem(403, { message: refusal });
  return { status: 201, body: {} };
}

function one(request: RestRequest): RestAnswer {
  const run = runOf(request);
  return { body: shape(request, run, run.current) };
}

function oneAttempt(request: RestRequest): RestAnswer {
  const run = runOf(request);
  return { body: shape(request, run, attemptOf(request, run)) };
}

function stop(request: RestRequest): RestAnswer {
  const refusal = cancel(runOf(request), speaker(request));
  if (refusal !== null) throw new Problem(409, { message: refusal });
  return { status: 202, body: {} };
}

function shape(request: RestRequest, run: WorkflowRun, attempt: RunAttempt): Record<string, unknown> {
  const full = runShape(repositoryOf(request), run, attempt);
  return request.query['exclude_pull_requests'] === 'true' ? { ...full, pull_requests: [] } : full;
}
