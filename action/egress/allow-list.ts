import { domainToASCII } from 'node:url';
import ipaddr from 'ipaddr.js';

/** A host name and port as a client may ask for them: ASCII, lower case, no trailing dot. */
export interface Destination {
  readonly host: string;
  readonly port: number;
}

export interface AllowRule extends Destination {
  /** `*.example.com`: what is below it, at any depth, and not itself. */
  readonly below: boolean;
}

const label = /^(?!-)[a-z0-9_-]{1,63}(?<!-)$/;
/** Reads entries such as `registry.npmjs.org`, `*.example.com` and `host.example:8443`; the port is else 443. Throws on what is none. */
export function readAllowList(entries: readonly string[]): readonly AllowRule[] {
  return entries.map((entry) => {
    const below = entry.startsWith('*.');
    const name = below ? entry.slice(2) : entry;
    const destination = readDestination(/:\d+$/.test(name) ? name : `${name}:443`);
    if (destination === null)
      throw new Error(
        `allowed-domains: ${JSON.stringify(entry)} is not a host name; give one as in registry.npmjs.org`,
      );
    return { ...destination, below };
  });
}

/** `host:port` of a CONNECT request; null for an address, a name of one label, and whatever is not just that. */
export function readDestination(authority: string): Destination | null {
  const [, name = '', digits = ''] = /^([^\s:/?#@[\]\\]+):(\d{1,5})$/.exec(authority) ?? [];
  const port = Number(digits);
  const host = normaliseHost(name);
  return host === null || port < 1 || port > 65_535 ? null : { host, port };
}

export function isAllowed({ host, port }: Destination, rules: readonly AllowRule[]): boolean {
  return rules.some(
    (rule) => rule.port === port && (rule.below ? host.endsWith(`.${rule.host}`) : host === rule.host),
  );
}

function normaliseHost(name: string): string | null {
  // Percent signs would be decoded on the way to ASCII, and one name become another.
  if (name.length > 253 || name.includes('%')) return null;
  // What reads as a number of an IPv4 address (`0x7f.1`, `127.1`) comes out as one, or as nothing.
  const host = domainToASCII(name).replace(/\.$/, '');
  const labels = host.split('.');
  const isName = labels.length > 1 && labels.every((part) => label.test(part));
  return isName && !ipaddr.isValid(host) ? host : null;
}
