import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { LedgerEntry } from '../../contract/ledger.ts';
import type { Log } from '../log.ts';
import type { Door } from './admit.ts';
import { sendApiError } from './api-error.ts';
import { createBodyBudget } from './body-budget.ts';
import { type Credential, createChildCredential } from './child-credential.ts';
import { createGatewayLog } from './gateway-log.ts';
import { createGrant } from './grant.ts';
import { handleRequest } from './handle-request.ts';
import { createInputEstimator } from './input-estimate.ts';
import { createLedger, type LedgerView } from './ledger.ts';
import { listenOnLoopback, listenOnSocket } from './listen.ts';
import type { GatewayParts, Refusal } from './parts.ts';
import type { PriceTable } from './price-table.ts';
import { createUpstream } from './upstream.ts';

export interface GatewayOptions {
  /** Address of the model API; may have a path. */
  readonly upstream: string;
  readonly credential: Credential;
  readonly grantMicroUsd: number;
  /** What to do to have more granted, for who reads why a call was refused: a clause. */
  readonly howToRaise?: () => string;
  readonly prices: PriceTable;
  /** HTTP_PROXY, HTTPS_PROXY and NO_PROXY, in either case, for the way to the model API. */
  readonly proxyEnv: Readonly<Record<string, string>>;
  /** A Unix socket to listen on too: the way out of a sandbox without a network. */
  readonly socketPath: string | null;
  /** Ends every call. */
  readonly signal: AbortSignal;
  readonly onCall: (entry: LedgerEntry) => void;
  readonly log: Pick<Log, 'warn' | 'debug'>;
  readonly now: () => number;
}

export interface Gateway {
  readonly url: string;
  readonly socketPath: string | null;
  /** For the child's environment: worth nothing but here. */
  readonly childCredential: Credential;
  readonly ledger: () => LedgerView;
  /** Changes what may be spent in all, calls that wait for money included. */
  readonly setGrant: (microUsd: number) => void;
  /** The last reason for refusing a call; null when none was refused. */
  readonly refusal: () => Refusal | null;
  /** Makes the first call as quick as the others; to be called once the process that will make it has been started. */
  readonly warmUp: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** The only way from Claude to the model API. It holds the credential and the budget, so that the Claude process needs neither. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { credential, grantMicroUsd, socketPath, now } = options;
  const childCredential = createChildCredential(credential.kind);
  const log = createGatewayLog(options.log);
  const ledger = createLedger(options.onCall);
  const upstream = createUpstream(options.upstream, options.proxyEnv);
  const closing = new AbortController();
  const signal = AbortSignal.any([options.signal, closing.signal]);
  const open = new Set<Promise<void>>();
  let refusal: Refusal | null = null;
  const parts: GatewayParts = {
    upstream,
    credential,
    prices: options.prices,
    grant: createGrant(grantMicroUsd),
    howToRaise: options.howToRaise ?? (() => 'Raise max-budget-usd'),
    estimator: createInputEstimator(now),
    ledger,
    bodies: createBodyBudget(),
    log,
    now,
    onRefusal: (reason) => {
      refusal = reason;
    },
  };
  const serve = (isOwnHost: Door['isOwnHost']) => (request: IncomingMessage, response: ServerResponse) => {
    const door = { credential: childCredential, isOwnHost };
    const handled = handle({ request, response, door, parts, signal }).finally(() => open.delete(handled));
    open.add(handled);
  };
  let ownHosts: readonly string[] = [];
  const { server, port } = await listenOnLoopback(serve((host) => ownHosts.includes(host)));
  ownHosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  const servers = [server];
  try {
    // Whoever forwards to the socket chose the port that the child sees.
    if (socketPath !== null)
      servers.push(
        await listenOnSocket(
          socketPath,
          serve((host) => /^(127\.0\.0\.1|localhost)(:\d{1,5})?$/.test(host)),
        ),
      );
  } catch (error) {
    await Promise.all([...servers.map(closeServer), upstream.close()]);
    throw error;
  }

  return {
    url: `http://127.0.0.1:${port}`,
    socketPath,
    childCredential,
    ledger: ledger.view,
    setGrant: parts.grant.setLimit,
    refusal: () => refusal,
    warmUp: upstream.open,
    close: async () => {
      closing.abort();
      await Promise.all(open);
      await Promise.all([...servers.map(closeServer), upstream.close()]);
      log.close();
    },
  };
}

interface Handling {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly door: Door;
  readonly parts: GatewayParts;
  readonly signal: AbortSignal;
}

/** Never throws: what goes wrong with a request stays with it. */
async function handle({ request, response, door, parts, signal }: Handling): Promise<void> {
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  // A child that goes away while it is written to is no fault of the action.
  response.on('error', () => gone.abort());
  const stop = (): void => {
    response.destroy();
  };
  signal.addEventListener('abort', stop, { once: true });
  try {
    const exchange = { request, response, signal: AbortSignal.any([signal, gone.signal]), over: signal };
    await handleRequest(exchange, door, parts);
  } catch (error) {
    if (!gone.signal.aborted && !signal.aborted)
      parts.log.warn('fault', `The gateway failed at a request: ${(error as Error).name}`);
    sendApiError(response, { status: 500, message: 'The gateway failed at this request.' });
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}
