import type { Admission, Grant } from '../../contract/admission.ts';
import type { Report } from '../../contract/report.ts';
import type { HeartbeatAnswer } from '../../contract/run-protocol.ts';
import type { AdmissionDesk } from './ask-admission.ts';
import { type Caller, createCaller, type Reply } from './caller.ts';
import { askPatiently, keepAsking } from './desk.ts';
import { type Entry, entryRefused, entryWithout } from './entry.ts';
import { type Told, tellFinish, whileItMoves } from './hand-in.ts';
import { keepBeating } from './heartbeat.ts';
import { type JournalLines, readJournal } from './journal-lines.ts';
import { createNap } from './nap.ts';
import { createRenewal } from './renewal.ts';
import { createRunToken, type RunToken } from './run-token.ts';
import { sentence } from './sentence.ts';
import { Spooler } from './spooler.ts';
import { createTurn, type Turn } from './turn.ts';

export interface LinkDeps {
  readonly desk: AdmissionDesk;
  readonly isRequired: boolean;
  readonly journalPath: string;
  readonly lastSeq: () => number;
  readonly spentMicroUsd: () => number;
  readonly onAdmitted: (admission: Admission) => void;
  readonly onGrant: (grant: Grant) => void;
  /** The run is to end; `reason` is a sentence of the coordinator's. */
  readonly onCancel: (said: CalledOff) => void;
  readonly log: { readonly info: (line: string) => void; readonly debug: (line: string) => void };
  readonly random: () => number;
  /** Milliseconds of a clock that only goes forward. */
  readonly monotonic: () => number;
  /** ISO 8601. */
  readonly now: () => string;
  /** Of the run: nobody waits for its turn any more once it aborts. */
  readonly signal: AbortSignal;
}

/** What the coordinator says when it cancels a run. */
export interface CalledOff {
  readonly reason: string;
  readonly isSuperseded: boolean;
}

export interface HandedIn {
  /** Up to which line the coordinator has the journal; null where it never admitted the run. */
  readonly acknowledgedSeq: number | null;
  /** A clause about the coordinator: what it was not told, and why. Null where it has all. */
  readonly missing: string | null;
}

const limits = {
  patient: { lastTryMs: 5000, requestMs: 5000, finishMs: 6000, standstillMs: 6000, mostMs: 60_000 },
  hurried: { lastTryMs: 1000, requestMs: 1500, finishMs: 1800, standstillMs: 1800, mostMs: 1800 },
};

/** A run's connection with the coordinator, from the question whether it may begin to its report. Beside the run: it never holds it up. */
export class Link {
  /** Whether the run may begin. Never rejects. */
  readonly entry: Promise<Entry>;
  readonly #deps: LinkDeps;
  readonly #over = new AbortController();
  readonly #nap = createNap(this.#over.signal);
  readonly #turn: Turn;
  readonly #token: RunToken;
  readonly #call: Caller;
  readonly #journal: JournalLines;
  readonly #spooler: Spooler;
  #admission: Admission | null = null;
  #epoch = 0;
  #isEnding = false;
  #isCancelled = false;
  #asking: Promise<void> = Promise.resolve();
  #sending: Promise<void> = Promise.resolve();

  constructor(deps: LinkDeps) {
    this.#deps = deps;
    const { desk, random, now, log, monotonic } = deps;
    this.#turn = createTurn(deps);
    this.#token = createRunToken({ hide: desk.hide, monotonic });
    const token = this.#token.text;
    const take = (admission: Admission): void => this.#take(admission);
    const { url, wire, request } = desk;
    const renew = createRenewal({ desk, token, take, log, monotonic });
    this.#call = createCaller({ url, wire, runId: request.runId, token, renew });
    this.#journal = readJournal(deps.journalPath);
    this.#spooler = new Spooler({
      ...{ journal: this.#journal, call: this.#call, log, random, monotonic, now },
      ...{ pause: this.#nap.pause, signal: this.#over.signal },
    });
    this.entry = this.#enter();
  }

  /** Sends what is left of the journal, and the report: within 1.8 s when the job was cancelled, else as long as it gets anywhere. Never rejects. */
  async handIn(report: Report, { isHurried }: { readonly isHurried: boolean }): Promise<HandedIn> {
    const { lastTryMs, requestMs, finishMs, ...patience } = limits[isHurried ? 'hurried' : 'patient'];
    this.#isEnding = true;
    this.#nap.wake();
    await whileItMoves({
      ...{ work: this.#asking, progress: () => 0 },
      ...{ standstillMs: lastTryMs, mostMs: lastTryMs },
    });
    if (this.#admission === null) return this.#end({ acknowledgedSeq: null, missing: 'was not reached' });
    this.#spooler.close();
    this.#nap.wake();
    const send = async (): Promise<void> =>
      whileItMoves({ work: this.#sending, progress: () => this.#spooler.acknowledgedSeq, ...patience });
    const finish = async (): Promise<Told> =>
      tellFinish({
        ...{ call: this.#call, epoch: () => this.#epoch, report, timeoutMs: requestMs },
        signal: AbortSignal.any([this.#over.signal, AbortSignal.timeout(finishMs)]),
      });
    // The report settles what was granted: where there is no time for both, it does not wait for the journal.
    if (!isHurried) await send();
    const [told] = await Promise.all([finish(), isHurried ? send() : null]);
    if (told.kind === 'told') this.#sayRetry(told.retryAt);
    return this.#end({
      acknowledgedSeq: this.#spooler.acknowledgedSeq,
      missing: told.kind === 'told' ? this.#missing(report) : told.why,
    });
  }

  #sayRetry(retryAt: string | null): void {
    const at = new Date(retryAt ?? Number.NaN);
    if (Number.isNaN(at.getTime())) return;
    this.#deps.log.info(`The coordinator starts this run again at ${at.toISOString().slice(0, 19)}Z.`);
  }

  #missing({ events }: Report): string | null {
    const { acknowledgedSeq, refusal } = this.#spooler;
    if (acknowledgedSeq >= events) return null;
    const has = `has ${acknowledgedSeq} of ${events} lines of the journal`;
    return refusal === null ? has : `${has}. ${refusal}`;
  }

  async #end(handedIn: HandedIn): Promise<HandedIn> {
    this.#over.abort();
    await Promise.allSettled([this.#asking, this.#sending]);
    await this.#journal.close();
    return handedIn;
  }

  async #enter(): Promise<Entry> {
    const { desk, isRequired, random, signal } = this.#deps;
    const over = AbortSignal.any([this.#over.signal, signal]);
    const asked = askPatiently(desk, { random, pause: this.#nap.pause, signal: over }).then((said) => {
      if (said.kind === 'admitted') this.#begin(said.admission);
      return said;
    });
    this.#asking = asked.then(() => undefined);
    const answer = await asked;
    if (answer.kind === 'refused') return entryRefused(answer.status, answer.problem);
    if (answer.kind === 'away') {
      const entry = entryWithout(answer.why, isRequired);
      if (entry.kind === 'alone' && !this.#isEnding) this.#asking = this.#enterLate();
      return entry;
    }
    return answer.admission.state === 'requested' ? this.#turn.wait() : this.#go();
  }

  /** The run goes on meanwhile: an answer gives it its place in the history and may lower what it can spend; a refusal is only noted. */
  async #enterLate(): Promise<void> {
    const { desk, random, log } = this.#deps;
    const answer = await keepAsking(desk, {
      ...{ random, pause: this.#nap.pause, signal: this.#over.signal },
      isLast: () => this.#isEnding,
    });
    if (answer?.kind === 'refused')
      log.info(
        `The coordinator is back, and would have refused this run. ${sentence(answer.problem.detail)}`,
      );
    if (answer?.kind !== 'admitted') return;
    log.info('The coordinator is back, and has this run now');
    this.#begin(answer.admission);
  }

  /** From here on the coordinator knows the run. */
  #begin(admission: Admission): void {
    const { random, spentMicroUsd, lastSeq, onAdmitted, onGrant } = this.#deps;
    this.#take(admission);
    onAdmitted(admission);
    if (admission.state !== 'requested') onGrant(admission.grant);
    this.#sending = this.#spooler.run();
    void keepBeating({
      ...{ call: this.#call, random, spentMicroUsd, lastSeq },
      ...{ pause: this.#nap.pause, signal: this.#over.signal },
      everyMs: () => heartbeatMs(this.#admission),
      epoch: () => this.#epoch,
      onReply: (reply) => this.#hear(reply),
    });
  }

  #take(admission: Admission): void {
    this.#admission = admission;
    this.#epoch = admission.session.epoch;
    this.#token.offer(admission.runToken, { force: true });
    this.#spooler.resumeFrom(admission.acknowledgedSeq);
  }

  #go(): Entry {
    return { kind: 'go', sessionId: this.#admission?.session.id ?? '' };
  }

  #hear(reply: Reply<HeartbeatAnswer>): void {
    if (reply.kind === 'answer') {
      this.#obey(reply.value);
      return;
    }
    this.#correctEpoch(reply);
    const why = reply.kind === 'away' ? reply.why : `refused it. ${sentence(reply.problem.detail)}`;
    this.#deps.log.debug(`A heartbeat was lost: the coordinator ${why}`);
    this.#turn.unheard(why);
  }

  /** A coordinator that was restored from a copy knows an older epoch than it gave us. */
  #correctEpoch(reply: Reply<HeartbeatAnswer>): void {
    if (reply.kind !== 'refused' || reply.problem.code !== 'unknown_epoch') return;
    const { epoch } = reply.problem as { readonly epoch?: unknown };
    if (typeof epoch === 'number' && Number.isSafeInteger(epoch) && epoch >= 0) this.#epoch = epoch;
  }

  #obey(answer: HeartbeatAnswer): void {
    const { order, reason, isSuperseded, epoch, grant, runToken } = answer;
    const { onGrant, onCancel } = this.#deps;
    this.#epoch = epoch;
    this.#token.offer(runToken, { force: false });
    if (order === 'continue') {
      onGrant(grant);
      this.#turn.come(this.#go());
    } else if (order === 'wait') this.#turn.notYet(reason);
    else if (this.#turn.isAwaited()) this.#turn.cancelled(answer);
    else if (!this.#isCancelled && !this.#isEnding) {
      this.#isCancelled = true;
      onCancel({ reason: sentence(reason), isSuperseded });
    }
  }
}

const heartbeatMs = (admission: Admission | null): number =>
  Math.min(60, Math.max(1, admission?.heartbeatSeconds ?? 10)) * 1000;
