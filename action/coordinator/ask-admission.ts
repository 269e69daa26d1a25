import { Value } from 'typebox/value';
import { Admission, type AdmissionRequest } from '../../contract/admission.ts';
import type { Problem } from '../../contract/problem.ts';
import { type BearerSources, bearersFor } from './bearers.ts';

export type AdmissionAnswer =
  | { readonly kind: 'admitted'; readonly admission: Admission }
  | { readonly kind: 'refused'; readonly status: number; readonly problem: Problem }
  | { readonly kind: 'away'; readonly why: string; readonly retryAfterMs: number | null };

/** Where a run asks, and as what. */
export interface AdmissionDesk extends BearerSources {
  readonly request: AdmissionRequest;
}

const timeoutMs = 8000;
const tokenText = /^[\x21-\x7e]{1,8000}$/;
const sessionText = /^[A-Za-z0-9_-]{1,80}$/;

/** Asks once to be admitted. The same run asks with the same key each time, so that it is admitted once however often its question was lost. */
export async function askAdmission(desk: AdmissionDesk, signal: AbortSignal): Promise<AdmissionAnswer> {
  const bearers = await bearersFor(desk, signal);
  if (bearers.kind === 'away') return bearers;
  let last: AdmissionAnswer = { kind: 'away', why: 'was not asked: there is no token', retryAfterMs: null };
  for (const token of bearers.tokens) {
    last = await askAs(desk, token, signal);
    // Another organization's job, say, may still hold a token of this one.
    if (last.kind !== 'refused' || ![401, 403].includes(last.status)) return last;
  }
  return last;
}

async function askAs(desk: AdmissionDesk, token: string, signal: AbortSignal): Promise<AdmissionAnswer> {
  const answer = await desk.wire({
    method: 'POST',
    url: `${desk.url}/v1/runs`,
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': desk.request.runId,
    },
    body: JSON.stringify(desk.request),
    timeoutMs,
    signal,
  });
  if (answer.kind !== 'answer') return answer;
  const { body } = answer;
  if (Value.Check(Admission, body) && isSound(body, desk.request))
    return { kind: 'admitted', admission: body };
  return {
    kind: 'away',
    why: 'answered with something that is no admission of this run',
    retryAfterMs: null,
  };
}

const isSound = ({ runId, runToken, session }: Admission, asked: AdmissionRequest): boolean =>
  runId === asked.runId && tokenText.test(runToken) && sessionText.test(session.id);
