import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { Value } from 'typebox/value';
import type { Admission } from '../../contract/admission.ts';
import { AdmissionRequest } from '../../contract/admission.ts';
import {
  EventBatch,
  FinishRequest,
  type HeartbeatAnswer,
  HeartbeatRequest,
  maxBatchBytes,
} from '../../contract/run-protocol.ts';

export interface Scripted {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Asked {
  readonly route: Route;
  readonly authorization: string;
  readonly key: string;
  readonly body: never;
}

export type Route = 'admission' | 'events' | 'heartbeat' | 'finish';

/** What to answer instead of what is right; null leaves it at that. */
export type Script = (asked: Asked, index: number) => Scripted | null;

export interface ScriptedCoordinator {
  readonly url: string;
  readonly asked: readonly Asked[];
  /** Stored lines by number. */
  readonly events: ReadonlyMap<number, unknown>;
  /** What no action may send. */
  readonly violations: readonly string[];
  readonly close: () => Promise<void>;
}

/**
 * For what a sound coordinator cannot be made to answer. It keeps to the contract unless its script says otherwise, and is strict about what it
 * is sent.
 */
export async function startScriptedCoordinator(script: Script = () => null): Promise<ScriptedCoordinator> {
  const asked: Asked[] = [];
  const violations: string[] = [];
  const events = new Map<number, unknown>();
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const route = routeOf(request);
    const raw = await buffer(request);
    const text = request.headers['content-encoding'] === 'gzip' ? gunzipSync(raw) : raw;
    if (text.length > maxBatchBytes) violations.push(`${route}: ${text.length} bytes`);
    const body = JSON.parse(text.toString()) as never;
    const { authorization = '', 'idempotency-key': key = '' } = request.headers;
    const one: Asked = { route, authorization, key: String(key), body };
    const index = asked.filter((other) => other.route === route).length;
    asked.push(one);
    if (!Value.Check(schemas[route], body))
      violations.push(`${route}: ${JSON.stringify(Value.Errors(schemas[route], body)[0])}`);
    const { status, body: said, headers = {} } = script(one, index) ?? right(one, events);
    response.writeHead(status, {
      'content-type': status < 400 ? 'application/json' : 'application/problem+json',
      ...headers,
    });
    response.end(typeof said === 'string' ? said : JSON.stringify(said ?? {}));
  };
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => violations.push(String(error)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ...{ asked, events, violations },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const schemas = {
  admission: AdmissionRequest,
  events: EventBatch,
  heartbeat: HeartbeatRequest,
  finish: FinishRequest,
};

function routeOf({ method, url }: IncomingMessage): Route {
  const name = `${method} ${url}`
    .replace(/^POST \/v1\/runs\/[\w-]+\//, '')
    .replace('POST /v1/runs', 'admission');
  if (name in schemas) return name as Route;
  throw new Error(`${method} ${url} is no route`);
}

function right({ route, body }: Asked, events: Map<number, unknown>): Scripted {
  switch (route) {
    case 'admission':
      return {
        status: 201,
        body: admission((body as AdmissionRequest).runId, { acknowledgedSeq: contiguous(events) }),
      };
    case 'events':
      for (const event of (body as EventBatch).events)
        if (!events.has(event.seq)) events.set(event.seq, event);
      return { status: 200, body: { acknowledgedSeq: contiguous(events) } };
    case 'heartbeat':
      return { status: 200, body: heartbeat({ acknowledgedSeq: contiguous(events) }) };
    case 'finish':
      return {
        status: 200,
        body: { state: 'succeeded', acknowledgedSeq: contiguous(events), retryAt: null },
      };
    default:
      return route satisfies never;
  }
}

function contiguous(events: ReadonlyMap<number, unknown>): number {
  let seq = 0;
  while (events.has(seq + 1)) seq += 1;
  return seq;
}

const grant = { microUsd: 5_000_000, turns: null, seconds: 1800 };
const token = (name: string) => ({
  runToken: `run-token-${name}-0123456789abcdef`,
  runTokenExpiresAt: '2099-01-01T00:00:00.000Z',
});

export function admission(runId: string, over: Partial<Admission> = {}): Admission {
  return {
    runId,
    state: 'running',
    ...token('first'),
    session: { id: 'session-0001', isNew: true, epoch: 1, claudeSessionId: null },
    snapshot: null,
    grant,
    acknowledgedSeq: 0,
    heartbeatSeconds: 1,
    leaseSeconds: 30,
    limits: { events: 1e6, bytes: 1e9, seconds: 21_600 },
    ...over,
  };
}

export function heartbeat(over: Partial<HeartbeatAnswer> = {}): HeartbeatAnswer {
  return {
    order: 'continue',
    reason: '',
    isSuperseded: false,
    state: 'running',
    epoch: 1,
    grant,
    acknowledgedSeq: 0,
    leaseExpiresAt: null,
    ...token('later'),
    ...over,
  };
}

export const problem = (status: number, code: string, detail: string): Scripted => ({
  status,
  body: { type: 'about:blank', title: 'No', status, detail, code, requestId: 'r-1' },
});
