import { EventsAcknowledged, maxBatchEvents } from '../../contract/run-protocol.ts';
import { backOffMs } from './back-off.ts';
import { nextBatch, packed } from './batch.ts';
import type { Caller, Reply } from './caller.ts';
import { type JournalLine, type JournalLines, lineOf } from './journal-lines.ts';
import { sentence } from './sentence.ts';

export interface SpoolerDeps {
  readonly journal: JournalLines;
  readonly call: Caller;
  readonly log: { readonly info: (line: string) => void; readonly debug: (line: string) => void };
  readonly random: () => number;
  readonly monotonic: () => number;
  /** ISO 8601. */
  readonly now: () => string;
  /** May end early, when there is reason to look again; never rejects. */
  readonly pause: (ms: number) => Promise<void>;
  /** Aborts when nothing more is to be sent. */
  readonly signal: AbortSignal;
}

/** Often enough for somebody who looks on; a journal that has nothing new costs one read. */
const pollMs = 1000;
const timeoutMs = { running: 30_000, closing: 5000 };
/** At the end nobody waits on for a connection that may be dead: what was sent on it is sent again. */
const staleMs = 3000;
const capMs = 30_000;
/** What says that the lines are at fault, not the coordinator. */
const faultOfLines: readonly number[] = [400, 413, 415, 422];

/**
 * Sends the journal while the run goes on, one batch at a time. It reads what is on the disk and never what is on its way there, so that nothing
 * waits for it and its memory is that of one batch, however long the coordinator is away.
 */
export class Spooler {
  readonly #deps: SpoolerDeps;
  #acknowledged = 0;
  #mostLines = maxBatchEvents;
  #failures = 0;
  #isClosing = false;
  #inFlight: { readonly since: number; readonly abort: AbortController } | null = null;
  /** A line that the coordinator would not have even alone. */
  #poison: { readonly seq: number; readonly why: string } | null = null;
  #refusal: string | null = null;

  constructor(deps: SpoolerDeps) {
    this.#deps = deps;
  }

  get acknowledgedSeq(): number {
    return this.#acknowledged;
  }

  /** Why no more events are taken; null while they are. */
  get refusal(): string | null {
    return this.#refusal;
  }

  /** What the coordinator says that it has, when it admits the run (again). */
  resumeFrom(acknowledgedSeq: number): void {
    this.#acknowledged = Math.min(this.#acknowledged, acknowledgedSeq);
  }

  /** The journal has no more lines than it has now. */
  close(): void {
    this.#isClosing = true;
    this.#failures = 0;
    const { since, abort } = this.#inFlight ?? {};
    if (since !== undefined && this.#deps.monotonic() - since > staleMs) abort?.abort();
  }

  /** Sends until the signal aborts, or, once closed, until all is sent. Never rejects. */
  async run(): Promise<void> {
    const { pause, signal } = this.#deps;
    while (!signal.aborted && this.#refusal === null) {
      const lines = await this.#read();
      if (lines.length === 0) {
        if (this.#isClosing) return;
        await pause(pollMs);
        continue;
      }
      await this.#take(lines, await this.#send(lines));
    }
  }

  async #send(lines: readonly JournalLine[]): Promise<Reply<EventsAcknowledged>> {
    const { call, monotonic, signal } = this.#deps;
    const body = await packed(lines);
    const abort = new AbortController();
    this.#inFlight = { since: monotonic(), abort };
    const reply = await call({
      path: 'events',
      body,
      headers: { 'content-encoding': 'gzip' },
      answer: EventsAcknowledged,
      timeoutMs: timeoutMs[this.#isClosing ? 'closing' : 'running'],
      signal: AbortSignal.any([signal, abort.signal]),
    });
    this.#inFlight = null;
    return reply;
  }

  async #read(): Promise<readonly JournalLine[]> {
    const { journal, log, now } = this.#deps;
    try {
      const place = { fromSeq: this.#acknowledged + 1, mostLines: this.#mostLines };
      const lines = await nextBatch(journal, place);
      const [first] = lines;
      if (first === undefined || this.#poison?.seq !== first.seq) return lines;
      return [marker(first, this.#poison.why, now())];
    } catch (error) {
      log.debug(`The journal could not be read: ${String(error)}`);
      return [];
    }
  }

  async #take(lines: readonly JournalLine[], reply: Reply<EventsAcknowledged>): Promise<void> {
    switch (reply.kind) {
      case 'answer':
        return this.#acknowledge(lines, reply.value.acknowledgedSeq);
      case 'away':
        return reply.status === 413 ? this.#isolate(lines, reply.why) : this.#setBack(reply);
      case 'refused': {
        const why = sentence(reply.problem.detail);
        const areAtFault = faultOfLines.includes(reply.status) && reply.problem.code !== 'event_limit';
        if (areAtFault) this.#isolate(lines, why);
        else this.#stop(why, Object(reply.problem)['acknowledgedSeq'], lines);
        return;
      }
      default:
        return reply satisfies never;
    }
  }

  async #acknowledge(lines: readonly JournalLine[], seq: number): Promise<void> {
    // More than was sent is never believed: what it has not seen it cannot have.
    const acknowledged = Math.min(seq, lines.at(-1)?.seq ?? 0);
    const isProgress = acknowledged > this.#acknowledged;
    this.#acknowledged = acknowledged;
    if (!isProgress) return this.#setBack({ retryAfterMs: null, why: 'acknowledged nothing new' });
    this.#failures = 0;
    this.#mostLines = Math.min(maxBatchEvents, this.#mostLines * 2);
  }

  /** What was still taken of a batch that goes beyond a limit is told beside the refusal. */
  #stop(why: string, acknowledged: unknown, lines: readonly JournalLine[]): void {
    this.#refusal = why;
    const isTold = typeof acknowledged === 'number' && Number.isInteger(acknowledged);
    if (isTold) this.#acknowledged = Math.min(Math.max(0, acknowledged), lines.at(-1)?.seq ?? 0);
  }

  /** Halves the batch until the line is alone that cannot be taken, and then has a marker take its place. */
  #isolate(lines: readonly JournalLine[], why: string): void {
    const [first] = lines;
    if (lines.length > 1) this.#mostLines = Math.ceil(lines.length / 2);
    else if (first !== undefined && this.#poison?.seq !== first.seq) {
      this.#poison = { seq: first.seq, why };
      this.#deps.log.info(`The coordinator does not take line ${first.seq} of the journal: ${why}`);
    } else this.#refusal = why;
  }

  async #setBack({ retryAfterMs, why }: { retryAfterMs: number | null; why: string }): Promise<void> {
    const { log, pause, random } = this.#deps;
    this.#failures += 1;
    log.debug(`Events were not taken: the coordinator ${why}`);
    await pause(backOffMs({ failures: this.#failures, capMs, retryAfterMs, random: random() }));
  }
}

function marker({ seq, bytes }: JournalLine, why: string, at: string): JournalLine {
  return lineOf({ seq, at, type: 'action.line_refused', data: { bytes, why } });
}
