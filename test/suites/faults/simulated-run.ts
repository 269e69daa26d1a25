import type { AdmissionRequest } from '../../../contract/admission.ts';
import { admissionRequest, reportOf } from '../../helpers/coordinator/runs.ts';
import type { History } from './history.ts';
import type { PatientClient } from './patient-client.ts';

export interface SimulatedRun {
  readonly number: number;
  /** Runs of one subject share a session. */
  readonly subject: string;
  readonly events: number;
  readonly spentMicroUsd: number;
}

interface Parts {
  readonly post: PatientClient;
  readonly history: History;
  readonly adminToken: string;
}

const grantMicroUsd = 1_000_000;
const batchEvents = 7;

/** A run as the action makes one: admitted, its journal sent in batches with some of it twice, heartbeats, finished. */
export async function simulateRun({ post, history, adminToken }: Parts, run: SimulatedRun): Promise<void> {
  const request = requestOf(run);
  const { runId } = request;
  const admission = await admit(post, adminToken, request);
  if (admission === null) return;
  history.admitted.set(runId, {
    sessionId: admission.session.id,
    grantMicroUsd: admission.grant.microUsd,
  });
  let token = admission.runToken;
  for (let first = 1; first <= run.events; first += batchEvents) {
    const last = Math.min(first + batchEvents - 1, run.events);
    // Every batch repeats the end of the one before, as after an answer that was lost.
    const events = Array.from({ length: last - Math.max(1, first - 2) + 1 }, (_, at) =>
      eventOf(runId, Math.max(1, first - 2) + at),
    );
    const stored = await post(`/v1/runs/${runId}/events`, { token, body: { events } });
    if (stored.status >= 300) history.wrong.push(`events of ${runId}: ${JSON.stringify(stored)}`);
    else history.acknowledged.set(runId, stored.body['acknowledgedSeq'] as number);
    const beat = await post(`/v1/runs/${runId}/heartbeat`, {
      token,
      body: {
        epoch: admission.session.epoch,
        spentMicroUsd: Math.floor((run.spentMicroUsd * last) / run.events),
        lastSeq: last,
      },
    });
    if (beat.status === 200) token = beat.body['runToken'] as string;
    else history.wrong.push(`heartbeat of ${runId}: ${JSON.stringify(beat)}`);
  }
  await finish({ post, history, token, run, runId, epoch: admission.session.epoch });
}

interface Admitted {
  readonly runToken: string;
  readonly session: { readonly id: string; readonly epoch: number };
  readonly grant: { readonly microUsd: number };
}

/** Null where another run has the session: the field's answer to two runs of one subject. */
async function admit(post: PatientClient, token: string, body: AdmissionRequest): Promise<Admitted | null> {
  const answer = await post('/v1/runs', { token, body, headers: { 'idempotency-key': body.runId } });
  if (answer.status === 409) return null;
  if (answer.status >= 300) throw new Error(`Not admitted: ${JSON.stringify(answer)}`);
  return answer.body as unknown as Admitted;
}

async function finish(parts: {
  readonly post: PatientClient;
  readonly history: History;
  readonly token: string;
  readonly run: SimulatedRun;
  readonly runId: string;
  readonly epoch: number;
}): Promise<void> {
  const { post, history, token, run, runId, epoch } = parts;
  const report = reportOf(runId, { costMicroUsd: run.spentMicroUsd, events: run.events });
  const body = { epoch, report };
  const done = await post(`/v1/runs/${runId}/finish`, { token, body });
  if (done.status >= 300) history.wrong.push(`finish of ${runId}: ${JSON.stringify(done)}`);
  else history.finished.set(runId, { state: String(done.body['state']), spentMicroUsd: run.spentMicroUsd });
}

/** Every fiftieth is large enough to be kept as a blob. */
function eventOf(runId: string, seq: number): object {
  const text = seq % 50 === 0 ? 'x'.repeat(20_000) : `line ${seq} of ${runId}`;
  return { seq, at: '2026-01-01T00:00:00.000Z', type: 'claude.assistant', data: { text } };
}

/** The same for the same number, since it may be asked again. */
function requestOf({ number, subject }: SimulatedRun): AdmissionRequest {
  const runId = 1_000_000 + number;
  return admissionRequest({
    runId: `${runId}-1-${number.toString(16).padStart(8, '0')}`,
    repository: { id: 4711, fullName: 'octo/shop' },
    subject,
    grant: { microUsd: grantMicroUsd, turns: null, seconds: 1800 },
    github: { runId },
  });
}
