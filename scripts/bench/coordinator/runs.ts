import { Pool } from 'undici';
import { admissionRequest } from '../../../test/helpers/coordinator/runs.ts';
import { closedLoop, type Latencies } from './open-loop.ts';

export interface RunFigures {
  readonly admissions: Latencies;
  readonly heartbeats: Latencies;
  /** Events a second, in batches of 500 of some 400 bytes each. */
  readonly events: Latencies & { readonly eventsPerSecond: number };
}

const batchEvents = 500;

/** Runs on sessions of their own, so that nothing but the coordinator makes them wait. */
export async function measureRuns({
  url,
  adminToken,
}: {
  readonly url: string;
  readonly adminToken: string;
}): Promise<RunFigures> {
  const pool = new Pool(url, { connections: 64, pipelining: 1 });
  const tokens: { readonly runId: string; token: string }[] = [];
  const post = async (path: string, token: string, body: unknown) => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const answer = await pool.request({ path, method: 'POST', headers, body: JSON.stringify(body) });
    return { status: answer.statusCode, body: (await answer.body.json()) as Record<string, unknown> };
  };
  try {
    const admissions = await closedLoop({
      lanes: 16,
      seconds: 5,
      send: async (index) => {
        const request = admissionRequest({
          subject: `pr-${index}`,
          grant: { microUsd: 1_000_000, turns: null, seconds: 1800 },
          github: { runId: index + 1 },
        });
        const { status, body } = await post('/v1/runs', adminToken, request);
        if (status < 300) tokens.push({ runId: request.runId, token: String(body['runToken']) });
        return status < 300;
      },
    });
    const lanes = tokens.slice(0, 16);
    const heartbeats = await closedLoop({
      lanes: 16,
      seconds: 5,
      send: async (index) => {
        const run = lanes[index % lanes.length];
        const beat = { epoch: 1, spentMicroUsd: 0, lastSeq: 0 };
        return (await post(`/v1/runs/${run?.runId}/heartbeat`, run?.token ?? '', beat)).status === 200;
      },
    });
    const events = await closedLoop({
      lanes: 8,
      seconds: 8,
      send: async (index) => {
        const run = tokens[index % 32];
        const first = Math.floor(index / 32) * batchEvents + 1;
        const batch = { events: Array.from({ length: batchEvents }, (_, at) => eventOf(first + at)) };
        return (await post(`/v1/runs/${run?.runId}/events`, run?.token ?? '', batch)).status < 300;
      },
    });
    return { admissions, heartbeats, events: { ...events, eventsPerSecond: events.perSecond * batchEvents } };
  } finally {
    await pool.destroy();
  }
}

const text =
  'Reads src/orders/total.ts and finds that the discount is applied twice when the basket is empty. ';

function eventOf(seq: number): object {
  const data = { message: { role: 'assistant', content: [{ type: 'text', text: text.repeat(3) }] } };
  return { seq, at: '2026-01-01T00:00:00.000Z', type: 'claude.assistant', data };
}
