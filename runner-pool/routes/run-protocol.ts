import { Type } from 'typebox';
import { Admission, AdmissionRequest, RunId } from '../../contract/admission.ts';
import { Finished, FinishRequest, HeartbeatAnswer, HeartbeatRequest } from '../../contract/run-protocol.ts';
import type { Context } from '../context.ts';
import { admissionProblem, longOver } from '../http/admission-problem.ts';
import { admitterOf } from '../http/admitter.ts';
import type { App } from '../http/app.ts';
import { whoAsks } from '../http/guard-routes.ts';
import { quoted, wrongInput } from '../http/wrong-input.ts';
import { notFound, ProblemError } from '../problem.ts';
import type { Admitted } from '../services/admission-outcome.ts';
import { admitRun } from '../services/admit-run.ts';
import { finishRun } from '../services/finish-run.ts';
import { heartbeat } from '../services/heartbeat.ts';
import { heartbeatSeconds, leaseSeconds } from '../services/run-times.ts';
import type { Admitter } from '../services/welcome.ts';

const Params = Type.Object({ run: RunId });
const AdmissionHeaders = Type.Object({
  'idempotency-key': Type.Optional(Type.String({ pattern: '^[\\x21-\\x7e]{1,200}$' })),
});

/** What a run itself asks: to begin, to go on, to end. */
export function runProtocolRoutes(app: App, context: Context): void {
  const { runTokens } = context;
  const tokenFor = async (orgId: number, runId: string, secondsLeft: number | null = null) => {
    const { token, expiresAt } = await runTokens.issue({ orgId, runId }, secondsLeft);
    return { runToken: token, runTokenExpiresAt: expiresAt };
  };
  app.post(
    '/v1/runs',
    {
      config: { access: 'admission' },
      schema: {
        headers: AdmissionHeaders,
        body: AdmissionRequest,
        response: { 200: Admission, 201: Admission },
      },
    },
    async (request, reply) => {
      const { body } = request;
      const by = admitterOf(whoAsks(request), body);
      const idempotencyKey = request.headers['idempotency-key'] ?? body.runId;
      const outcome = await admitRun(context, { request: body, idempotencyKey, by });
      if (outcome.kind !== 'admitted') throw admissionProblem(outcome, body);
      context.tasks.nudge();
      const { admission, isRepeat, tokenSecondsLeft } = outcome;
      if (!isRepeat) request.log.info(admitted(body, by, admission), 'run admitted');
      return reply
        .code(isRepeat ? 200 : 201)
        .header('cache-control', 'no-store')
        .send({
          ...admission,
          ...(await tokenFor(by.orgId, body.runId, tokenSecondsLeft)),
          heartbeatSeconds,
          leaseSeconds,
        });
    },
  );
  app.post(
    '/v1/runs/:run/heartbeat',
    {
      config: { access: 'run' },
      schema: { params: Params, body: HeartbeatRequest, response: { 200: HeartbeatAnswer } },
    },
    async (request, reply) => {
      const { orgId } = whoAsks(request);
      const runId = request.params.run;
      const answer = await heartbeat(context, { ...request.body, orgId, runId });
      if (answer === null) throw notFound();
      if (answer.order === 'refused') throw unknownEpoch(request.body.epoch, answer.epoch);
      if (answer.order === 'none') throw longOver();
      const { tokenSecondsLeft, ...heard } = answer;
      return reply
        .header('cache-control', 'no-store')
        .send({ ...heard, ...(await tokenFor(orgId, runId, tokenSecondsLeft)) });
    },
  );
  app.post(
    '/v1/runs/:run/finish',
    {
      config: { access: 'run' },
      schema: { params: Params, body: FinishRequest, response: { 200: Finished } },
    },
    async (request) => {
      const { orgId } = whoAsks(request);
      const runId = request.params.run;
      const { report } = request.body;
      if (report.runId !== runId) throw otherReport(report.runId, runId);
      const finished = await finishRun(context, { orgId, runId, report });
      if (finished === null) throw notFound();
      return finished;
    },
  );
}

function admitted(
  asked: AdmissionRequest,
  { orgId, name }: Admitter,
  { session, ...given }: Admitted,
): object {
  const { runId: run, repository, task, subject } = asked;
  const grantUsd = given.grant.microUsd / 1e6;
  const { fullName, id: repositoryId } = repository;
  return {
    org: orgId,
    run,
    repository: fullName,
    repositoryId,
    task,
    subject,
    session: session.id,
    state: given.state,
    grantUsd,
    by: name,
  };
}

function unknownEpoch(said: number, epoch: number): ProblemError {
  return new ProblemError({
    status: 409,
    code: 'unknown_epoch',
    detail: `epoch is ${said}, which this run was never given; its present one is ${epoch}. Say that one.`,
    more: { epoch },
  });
}

function otherReport(found: string, expected: string): ProblemError {
  const detail = `The report is of run ${quoted(found)}, and was sent to ${expected}. Send it to its own.`;
  return wrongInput('other_run', [{ in: 'body', pointer: '/report/runId', detail }]);
}
