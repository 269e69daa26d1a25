import type { TestCoordinator } from './coordinator.ts';
import { type Change, startRun } from './runs.ts';

export interface SentLine {
  readonly seq: number;
  readonly at: string;
  readonly type: string;
  readonly data?: unknown;
}

export interface Sent {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A run that sends its journal. */
export interface JournalRun {
  readonly id: string;
  readonly token: string;
  readonly send: (events: readonly SentLine[]) => Promise<Sent>;
  /** A body as it is. */
  readonly post: (
    body: string | Uint8Array<ArrayBuffer>,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Sent>;
}

export function line(
  seq: number,
  data: unknown = { text: `line ${seq}` },
  type = 'claude.assistant',
): SentLine {
  return { seq, at: new Date(Date.UTC(2026, 10, 1) + seq).toISOString(), type, data };
}

export const lines = (count: number, from = 1): readonly SentLine[] =>
  Array.from({ length: count }, (_, index) => line(from + index));

/** Of a subject of its own, so that no other run is in its way. */
export async function startJournal(
  coordinator: Pick<TestCoordinator, 'fetch'>,
  change: Change = {},
): Promise<JournalRun> {
  const run = await startRun(coordinator, { subject: `s-${Math.random().toString(36).slice(2)}`, ...change });
  const token = run.admission.runToken;
  const post: JournalRun['post'] = async (body, headers = {}) => {
    const answer = await coordinator.fetch(`/v1/runs/${run.id}/events`, {
      method: 'POST',
      body,
      token,
      headers: { 'content-type': 'application/json', ...headers },
    });
    return { status: answer.status, body: (await answer.json()) as Sent['body'] };
  };
  return { id: run.id, token, post, send: async (events) => post(JSON.stringify({ events })) };
}
