import type { Job } from '../actions/job.ts';
import type { RunAttempt, WorkflowRun } from '../actions/workflow-run.ts';
import { paginate } from '../http/paging.ts';
import { notFound } from '../http/problem.ts';
import { jobShape } from '../shapes/job-shape.ts';
import { type RestAnswer, type RestRequest, type RestRoute, repositoryOf } from './route.ts';
import { attemptOf, runAgain, runOf, toRead, toWrite } from './run-routes.ts';

const BASE = '/repos/:owner/:repo/actions';

export const jobRoutes: readonly RestRoute[] = [
  {
    operation: 'actions/list-jobs-for-workflow-run',
    method: 'GET',
    url: `${BASE}/runs/:run/jobs`,
    allow: toRead,
    handle: ofRun,
  },
  {
    operation: 'actions/list-jobs-for-workflow-run-attempt',
    method: 'GET',
    url: `${BASE}/runs/:run/attempts/:attempt/jobs`,
    allow: toRead,
    handle: ofAttempt,
  },
  {
    operation: 'actions/get-job-for-workflow-run',
    method: 'GET',
    url: `${BASE}/jobs/:job`,
    allow: toRead,
    handle: (request) => ({ body: jobShape(repositoryOf(request), jobOf(request)) }),
  },
  {
    operation: 'actions/re-run-job-for-workflow-run',
    method: 'POST',
    url: `${BASE}/jobs/:job/rerun`,
    allow: toWrite,
    handle: again,
  },
];

interface Execution {
  readonly run: WorkflowRun;
  readonly attempt: RunAttempt;
  readonly job: Job;
}

function ofRun(request: RestRequest): RestAnswer {
  const run = runOf(request);
  return list(request, run, request.query['filter'] === 'all' ? run.attempts.toReversed() : [run.current]);
}

function ofAttempt(request: RestRequest): RestAnswer {
  const run = runOf(request);
  return list(request, run, [attemptOf(request, run)]);
}

function list(request: RestRequest, run: WorkflowRun, attempts: readonly RunAttempt[]): RestAnswer {
  const found = attempts.flatMap((attempt) => attempt.jobs.map((job) => ({ run, attempt, job })));
  const page = paginate(found, request);
  const jobs = page.items.map((item) => jobShape(repositoryOf(request), item));
  return { body: { total_count: found.length, jobs }, headers: page.headers };
}

function again(request: RestRequest): RestAnswer {
  const { run, job } = jobOf(request);
  return runAgain(request, run, { kind: 're-run job', job });
}

function jobOf(request: RestRequest): Execution {
  const id = Number(request.params['job']);
  for (const run of repositoryOf(request).runs) {
    for (const attempt of run.attempts) {
      const job = attempt.jobs.find((candidate) => candidate.id === id);
      if (job !== undefined) return { run, attempt, job };
    }
  }
  throw notFound();
}
