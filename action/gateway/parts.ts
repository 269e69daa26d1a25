import type { IncomingMessage, ServerResponse } from 'node:http';
import type { BodyBudget } from './body-budget.ts';
import type { Credential } from './child-credential.ts';
import type { GatewayLog } from './gateway-log.ts';
import type { Grant } from './grant.ts';
import type { InputEstimator } from './input-estimate.ts';
import type { Ledger } from './ledger.ts';
import type { PriceTable } from './price-table.ts';
import type { Upstream } from './upstream.ts';

/** Why the gateway refused a call, for the ending of the run. */
export interface Refusal {
  readonly failureClass: 'budget_exceeded' | 'auth' | 'denied';
  readonly message: string;
}

/** What the handling of a request needs. */
export interface GatewayParts {
  readonly upstream: Upstream;
  readonly credential: Credential;
  readonly prices: PriceTable;
  readonly grant: Grant;
  /** What to do to have more granted: a clause. */
  readonly howToRaise: () => string;
  readonly estimator: InputEstimator;
  readonly ledger: Ledger;
  readonly bodies: BodyBudget;
  readonly log: GatewayLog;
  readonly now: () => number;
  readonly onRefusal: (refusal: Refusal) => void;
}

/** One request of the child, admitted. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** The child is gone, or the run is over. */
  readonly signal: AbortSignal;
  /** The run is over. */
  readonly over: AbortSignal;
}
