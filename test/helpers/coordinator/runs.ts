import { randomBytes } from 'node:crypto';
import type { Admission, AdmissionRequest } from '../../../contract/admission.ts';
import type { Report } from '../../../contract/report.ts';
import type { Finished, HeartbeatAnswer } from '../../../contract/run-protocol.ts';
import type { TestCoordinator } from './coordinator.ts';

export type Change = Partial<Omit<AdmissionRequest, 'github' | 'repository'>> & {
  readonly github?: Partial<AdmissionRequest['github']>;
  readonly repository?: AdmissionRequest['repository'];
};

/** What a run of a review asks for; a new run id each time. */
export function admissionRequest({ github = {}, ...change }: Change = {}): AdmissionRequest {
  const githubRunId = github.runId ?? 1_000;
  return {
    runId: `${githubRunId}-1-${randomBytes(4).toString('hex')}`,
    repository: { id: 500, fullName: 'acme/widgets' },
    subject: 'pr-12',
    task: 'review',
    session: 'auto',
    grant: { microUsd: 5_000_000, turns: null, seconds: 1_800 },
    model: 'claude-test',
    actionVersion: '1.0.0',
    ...change,
    github: {
      runId: githubRunId,
      runAttempt: 1,
      job: 'review',
      workflowRef: 'acme/widgets/.github/workflows/review.yml@refs/heads/main',
      event: 'pull_request',
      eventAction: 'opened',
      ref: 'refs/pull/12/merge',
      sha: 'a'.repeat(40),
      headSha: 'b'.repeat(40),
      actor: 'dev',
      actorId: 7,
      runUrl: `https://github.com/acme/widgets/actions/runs/${githubRunId}`,
      pullRequest: 12,
      ...github,
    },
  };
}

export interface RunReport {
  readonly conclusion?: Report['conclusion'];
  readonly failureClass?: Report['failureClass'];
  readonly costMicroUsd?: number;
  readonly events?: number;
  readonly message?: string;
  readonly claude?: Report['claude'];
}

export function reportOf(runId: string, { costMicroUsd = 0, ...change }: RunReport = {}): Report {
  const tokens = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 };
  return {
    version: 1,
    runId,
    conclusion: 'success',
    failureClass: null,
    skipCode: null,
    message: '',
    task: 'review',
    subject: 'pr-12',
    repository: 'acme/widgets',
    event: 'pull_request.opened',
    actor: 'dev',
    runUrl: 'https://github.com/acme/widgets/actions/runs/1000',
    pullRequest: null,
    startedAt: '2026-11-01T10:00:00.000Z',
    endedAt: '2026-11-01T10:01:00.000Z',
    durationMs: 60_000,
    claude: { version: null, path: null, sessionId: null, model: null, costMicroUsd: null },
    usage: { costMicroUsd, source: 'gateway', tokens, models: [], turns: 1 },
    findings: { total: 0, new: 0, resolved: 0 },
    notReviewed: [],
    warnings: [],
    events: 0,
    ...change,
  };
}

export interface Answered<T> {
  readonly status: number;
  readonly body: T;
}

/** A run as the coordinator sees it: asks, beats, finishes. */
export interface TestRun {
  readonly id: string;
  readonly admission: Admission;
  readonly beat: (beat?: {
    readonly epoch?: number;
    readonly spentMicroUsd?: number;
    readonly lastSeq?: number;
  }) => Promise<HeartbeatAnswer>;
  readonly finish: (report?: RunReport & { readonly epoch?: number }) => Promise<Answered<Finished>>;
}

export async function ask(
  coordinator: Pick<TestCoordinator, 'fetch'>,
  request: AdmissionRequest,
  { key, token }: { readonly key?: string; readonly token?: string } = {},
): Promise<Answered<Admission & Readonly<Record<string, unknown>>>> {
  const response = await coordinator.fetch('/v1/runs', {
    method: 'POST',
    body: JSON.stringify(request),
    headers: key === undefined ? {} : { 'idempotency-key': key },
    ...(token === undefined ? {} : { token }),
  });
  return { status: response.status, body: (await response.json()) as never };
}

/** Admitted, or an error that says why not. */
export async function startRun(
  coordinator: Pick<TestCoordinator, 'fetch'>,
  change: Change = {},
): Promise<TestRun> {
  const { status, body } = await ask(coordinator, admissionRequest(change));
  if (status !== 201) throw new Error(`not admitted: ${status} ${JSON.stringify(body)}`);
  return runOf(coordinator, body);
}

export function runOf(coordinator: Pick<TestCoordinator, 'fetch'>, admission: Admission): TestRun {
  const { runId: id } = admission;
  let { runToken: token } = admission;
  let { epoch } = admission.session;
  const post = async (path: string, body: object): Promise<Answered<never>> => {
    const response = await coordinator.fetch(`/v1/runs/${id}/${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
      token,
    });
    return { status: response.status, body: (await response.json()) as never };
  };
  return {
    id,
    admission,
    beat: async (beat = {}) => {
      const { status, body } = await post('heartbeat', { epoch, spentMicroUsd: 0, lastSeq: 0, ...beat });
      if (status !== 200) throw new Error(`heartbeat: ${status} ${JSON.stringify(body)}`);
      const answer: HeartbeatAnswer = body;
      if (answer.order === 'continue') epoch = answer.epoch;
      token = answer.runToken;
      return answer;
    },
    finish: async ({ epoch: other = epoch, ...report } = {}) =>
      post('finish', { epoch: other, report: reportOf(id, report) }),
  };
}
