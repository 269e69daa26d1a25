import { Value } from 'typebox/value';
import { LedgerEntry } from '../../contract/ledger.ts';
import type { Redactor } from '../../contract/redact/redactor.ts';
import type { Breather } from '../../contract/redact/unhurried.ts';
import type { EventBatch } from '../../contract/run-protocol.ts';
import { isDeeperThan } from './depth.ts';
import { headOf } from './head-of.ts';

export type SentEvent = EventBatch['events'][number];

/** An event as it is stored. */
export interface PreparedEvent {
  readonly seq: number;
  readonly atMs: number;
  readonly type: string;
  /** JSON text without line feeds; where there is a body, its head. */
  readonly data: string;
  readonly bytes: number;
  /** What is too large for a row. */
  readonly body: Buffer | null;
  /** JSON text of the ledger entry that it tells of. */
  readonly ledger: string | null;
}

export interface EventFault {
  readonly code: 'too_deep' | 'bad_time';
  readonly detail: string;
}

/** A body of more bytes is kept apart from the row. */
const mostRowBytes = 16_384;
/** Deeper than any message, and shallower than what exhausts a reader's stack. */
export const mostLevels = 200;
const earliestMs = Date.UTC(2000, 0);
const mostMicroUsd = 1_000_000_000_000_000;

/** Redacts an event and cuts it to its row; or what is wrong with it. */
export async function prepareEvent(
  { seq, at, type, data = null }: SentEvent,
  redact: Redactor,
  breather: Breather,
): Promise<PreparedEvent | EventFault> {
  const atMs = Date.parse(at);
  if (!(atMs >= earliestMs))
    return { code: 'bad_time', detail: `Event ${seq} has the time ${at}: there is no such time after 1999.` };
  if (isDeeperThan(data, mostLevels))
    return {
      code: 'too_deep',
      detail: `Event ${seq} is nested deeper than ${mostLevels} levels. Send a shorter account of it under this seq.`,
    };
  const text = (await redact.json(data, breather)) ?? 'null';
  const bytes = Buffer.byteLength(text);
  const isLarge = bytes > mostRowBytes;
  return {
    seq,
    atMs,
    type: redact(type),
    data: isLarge ? JSON.stringify(headOf(JSON.parse(text))) : text,
    bytes,
    body: isLarge ? Buffer.from(text) : null,
    ledger: type === 'action.model_call' && !isLarge ? ledgerText(text) : null,
  };
}

/** Null for what is no entry, so that a line which is none is kept as a line and nothing else. */
function ledgerText(text: string): string | null {
  const value: unknown = JSON.parse(text);
  if (!Value.Check(LedgerEntry, value) || value.costMicroUsd > mostMicroUsd) return null;
  const atMs = Date.parse(value.at);
  if (!(atMs >= earliestMs)) return null;
  const entry = { ...(Value.Clean(LedgerEntry, value) as LedgerEntry), at: new Date(atMs).toISOString() };
  return JSON.stringify(entry, (_key, item: unknown) =>
    typeof item === 'string' ? item.toWellFormed().replaceAll('\0', '\uFFFD') : item,
  );
}
