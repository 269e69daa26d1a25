import { setTimeout as sleepFor } from 'node:timers/promises';
import { Octokit } from '@octokit/rest';
import { redactedJson } from '../../contract/redact/redacted-json.ts';
import { decide, hurried, type Patience, patient } from './patience.ts';
import { refusalOf } from './refusal.ts';

export type GitHubClient = Octokit;

export interface ConnectOptions {
  readonly token: string;
  readonly apiUrl: string;
  /** One plain line for every wait. */
  readonly log: (line: string) => void;
  readonly signal?: AbortSignal;
  /** For the last seconds of a cancelled job: short timeouts and two quick tries. */
  readonly hurry?: boolean;
  readonly clock?: () => number;
  readonly random?: () => number;
  readonly sleep?: (ms: number) => Promise<void>;
  /** Applied to all that a request would write on GitHub. */
  readonly redact?: (text: string) => string;
  /** How to get out where a proxy stands between; Node's own fetch would pass it by. */
  readonly request?: ConnectRequest;
}

/** What Octokit takes to send a request by. */
export interface ConnectRequest {
  readonly fetch?: unknown;
  readonly agent?: unknown;
}

interface Wire {
  readonly patience: Patience;
  readonly log: (line: string) => void;
  readonly signal: AbortSignal | undefined;
  readonly clock: () => number;
  readonly random: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

/** The parts of an Octokit request that the retries look at. */
interface RequestOptions {
  readonly method: string;
  readonly url: string;
  request?: { signal?: AbortSignal };
}

/**
 * A client that waits out limits and outages. It repeats nothing that creates something: there an answer may have been
 * lost after GitHub did what was asked, so the caller looks first (`create-once.ts`). Octokit's own retry and throttling
 * plugins cannot tell the two apart, retry a 429 both, and sleep without a signal.
 */
export function connect(options: ConnectOptions): GitHubClient {
  const { token, apiUrl, log, signal } = options;
  const quiet = () => {};
  const client = new Octokit({
    auth: token,
    baseUrl: apiUrl,
    ...(options.request === undefined ? {} : { request: options.request }),
    userAgent: 'claude-orchestrator',
    log: { debug: quiet, info: quiet, warn: log, error: quiet },
  });
  const wire: Wire = {
    patience: options.hurry === true ? hurried : patient,
    log,
    signal,
    clock: options.clock ?? Date.now,
    random: options.random ?? Math.random,
    sleep: options.sleep ?? (async (ms) => sleepFor(ms, undefined, signal === undefined ? {} : { signal })),
  };
  client.hook.wrap('request', async (request, requestOptions) => {
    if (options.redact !== undefined) removeSecrets(requestOptions, options.redact);
    return send(wire, requestOptions, async () => request(requestOptions));
  });
  return client;
}

/** What says where a request goes, and how; all else of it is written on GitHub. */
const addressing: readonly string[] = [
  'method',
  'url',
  'baseUrl',
  'headers',
  'request',
  'mediaType',
  'owner',
  'repo',
];

/** In place: Octokit's own hooks, which add the token, hold on to this object. */
function removeSecrets(options: RequestOptions, redact: (text: string) => string): void {
  if (options.method === 'GET') return;
  const written = Object.entries(options).filter(([name]) => !addressing.includes(name));
  Object.assign(options, JSON.parse(redactedJson(Object.fromEntries(written), redact) ?? '{}'));
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number | undefined>>;
  readonly data: unknown;
}

async function send<T extends Answer>(
  wire: Wire,
  options: RequestOptions,
  request: () => T | Promise<T>,
): Promise<T> {
  const callersSignal = options.request?.signal;
  const begunMs = wire.clock();
  let spent: Spent = { outages: 0, limits: 0, limitedMs: 0 };
  for (;;) {
    try {
      options.request = { ...options.request, signal: deadline(wire, callersSignal) };
      return whole(await request());
    } catch (error) {
      if (wire.signal?.aborted === true || callersSignal?.aborted === true) throw error;
      spent = await waitOrThrow({ error, wire, options, spent, begunMs });
    }
  }
}

/** How often one request was set back, and how long it waited because GitHub said so. */
interface Spent {
  readonly outages: number;
  readonly limits: number;
  readonly limitedMs: number;
}

async function waitOrThrow(setback: {
  readonly error: unknown;
  readonly wire: Wire;
  readonly options: RequestOptions;
  readonly spent: Spent;
  readonly begunMs: number;
}): Promise<Spent> {
  const { error, wire, options, spent } = setback;
  const nowMs = wire.clock();
  const decision = decide({
    error,
    patience: wire.patience,
    outages: spent.outages + 1,
    limits: spent.limits + 1,
    elapsedMs: nowMs - setback.begunMs - spent.limitedMs,
    limitedMs: spent.limitedMs,
    repeatable: options.method !== 'POST' || options.url.endsWith('/graphql'),
    nowMs,
    random: wire.random(),
  });
  if (decision.kind === 'give-up') throw error;
  wire.log(waitLine(error, options, decision.ms));
  await wire.sleep(decision.ms);
  if (decision.why === 'outage') return { ...spent, outages: spent.outages + 1 };
  return { ...spent, limits: spent.limits + 1, limitedMs: spent.limitedMs + decision.ms };
}

function deadline({ patience, signal }: Wire, callersSignal: AbortSignal | undefined): AbortSignal {
  const signals = [signal, callersSignal, AbortSignal.timeout(patience.requestTimeoutMs)];
  return AbortSignal.any(signals.filter((one) => one !== undefined));
}

/** Octokit hands over the text of an answer whose JSON was cut short by a dying connection as if all were well. */
function whole<T extends Answer>(response: T): T {
  const isJson = String(response.headers['content-type'] ?? '').includes('json');
  if (isJson && typeof response.data === 'string') throw new Error('the answer was cut short');
  return response;
}

function waitLine(error: unknown, { method, url }: RequestOptions, ms: number): string {
  const { status, message } = refusalOf(error);
  const what = status === null ? `did not answer (${message})` : `answered ${status} (${message})`;
  return `GitHub ${what} to ${method} ${url}; trying again in ${Math.round(ms / 100) / 10} s`;
}
