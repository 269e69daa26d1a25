import type { HistoryEvent } from '../../contract/history.ts';
import { parseCutJson } from './cut-json.ts';
import type { Content, Draft, StepKind } from './step.ts';

/** What is told of a step; the rest is as usual. */
export interface Told extends Partial<Pick<Draft, 'argument' | 'isTrouble' | 'costMicroUsd' | 'durationMs'>> {
  readonly kind: StepKind;
  readonly title: string;
  readonly content: Content;
  readonly message?: string | null;
  readonly parent?: string | null;
  /** Of a line with several steps: which, from 0. */
  readonly place?: number;
}

export function draftOf(event: HistoryEvent, told: Told): Draft {
  const { place = 0, ...rest } = told;
  return {
    argument: '',
    durationMs: null,
    costMicroUsd: null,
    isTrouble: rest.kind === 'trouble',
    message: null,
    parent: null,
    ...rest,
    key: place === 0 ? String(event.seq) : `${event.seq}.${place + 1}`,
    seq: event.seq,
    atMs: Date.parse(event.at),
    large: event.body === undefined ? [] : [{ event, bytes: event.body.bytes }],
  };
}

/** A large line has only the beginning of its data. */
export const dataOf = (event: HistoryEvent): unknown =>
  event.body !== undefined && typeof event.data === 'string' ? parseCutJson(event.data) : event.data;
