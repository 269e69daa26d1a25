import type { Socket } from 'node:net';
import { type AllowRule, type Destination, isAllowed, readDestination } from './allow-list.ts';
import { dialAddresses, dialThroughProxy } from './dial.ts';
import { type Lookup, resolvePublic } from './resolve.ts';

/** One request to get out, for the journal. */
export interface EgressDecision {
  /** As it was asked for where it could not be read, shortened; the port is then 0. */
  readonly host: string;
  readonly port: number;
  readonly allowed: boolean;
  readonly why: string;
}

export interface WayOut {
  readonly rules: readonly AllowRule[];
  /** Null: straight to the address. */
  readonly proxy: URL | null;
  readonly lookup: Lookup;
  readonly isAddressAllowed: (address: string) => boolean;
}

export type Answer =
  | { readonly kind: 'open'; readonly decision: EgressDecision; readonly dial: () => Promise<Socket> }
  | { readonly kind: 'refused'; readonly decision: EgressDecision };

/** May a sandboxed program reach this `host:port`, and by which way? */
export async function decideEgress(authority: string, way: WayOut): Promise<Answer> {
  const destination = readDestination(authority);
  if (destination === null)
    return refuse({ host: authority.slice(0, 100), port: 0 }, 'only host names are served, as HOST:PORT');
  if (!isAllowed(destination, way.rules)) return refuse(destination, 'it is not among allowed-domains');
  const { proxy } = way;
  if (proxy !== null)
    return open(destination, "it is allowed, through the runner's proxy", () =>
      dialThroughProxy(proxy, destination),
    );
  const resolution = await resolvePublic(destination.host, way);
  if (resolution.kind === 'refused') return refuse(destination, resolution.why);
  const { addresses } = resolution;
  return open(destination, `it is allowed, at ${addresses[0]}`, () =>
    dialAddresses(addresses, destination.port),
  );
}

function refuse(destination: Destination, why: string): Answer {
  return { kind: 'refused', decision: { ...destination, allowed: false, why } };
}

function open(destination: Destination, why: string, dial: () => Promise<Socket>): Answer {
  return { kind: 'open', decision: { ...destination, allowed: true, why }, dial };
}
