import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** The one that was sent along, if it is one that a log can hold; else a new one. */
export function requestIdOf({ headers }: Pick<IncomingMessage, 'headers'>): string {
  const sent = headers['x-request-id'];
  return typeof sent === 'string' && /^[\w.:-]{1,100}$/.test(sent) ? sent : randomUUID();
}
