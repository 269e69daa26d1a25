import { sendApiError } from './api-error.ts';
import { billOf, type CallResult, priceOf } from './bill.ts';
import type { BilledUsage } from './billed-usage.ts';
import { budgetNotice, withNotice } from './budget-notice.ts';
import { fitOutput } from './fit-output.ts';
import type { Reservation } from './grant.ts';
import { type Linger, lingerAfter } from './linger.ts';
import { createMeter, type Meter } from './meter.ts';
import type { Exchange, GatewayParts } from './parts.ts';
import { type Quote, quoteOf } from './quote.ts';
import { relay } from './relay.ts';
import type { CheckedCall } from './request-body.ts';

/** One call of the model: paid for in advance, sent on, metered as it comes back, and written into the ledger however it ends. */
export async function relayCall(exchange: Exchange, call: CheckedCall, parts: GatewayParts): Promise<void> {
  const { grant } = parts;
  const quote = quoteOf(call, parts);
  const reservation = await grant.reserve({ ...quote.ask, signal: exchange.signal });
  if (reservation === 'spent') {
    const { inputMicroUsd, leastTokens, outputTokenMicroUsd } = quote.ask;
    refuse(exchange, parts, inputMicroUsd + leastTokens * outputTokenMicroUsd);
    return;
  }
  const fitted = fitOutput(call, reservation.maxTokens);
  const notice = budgetNotice(grant.spentMicroUsd(), grant.limitMicroUsd());
  const linger = lingerAfter({ gone: exchange.signal, over: exchange.over });
  try {
    await send({
      exchange,
      parts,
      call: notice === null ? fitted : withNotice(fitted, notice),
      quote,
      reservation,
      linger,
    });
  } finally {
    linger.done();
  }
}

interface Sending {
  readonly exchange: Exchange;
  readonly parts: GatewayParts;
  readonly call: CheckedCall;
  readonly quote: Quote;
  readonly reservation: Reservation;
  readonly linger: Linger;
}

async function send(sending: Sending): Promise<void> {
  const { exchange, parts, call, quote, linger } = sending;
  const { now } = parts;
  const startedAt = now();
  let meter: Meter | null = null;
  let [firstByteAt, requestId, status]: [number | null, string | null, number] = [null, null, 0];
  let [booked, unanswered] = [false, false];
  const book = (): void => {
    if (booked) return;
    booked = true;
    const durationMs = Math.max(0, Math.round(now() - startedAt));
    const firstByteMs = firstByteAt === null ? null : Math.max(0, Math.round(firstByteAt - startedAt));
    const result = {
      metered: meter?.reading() ?? null,
      abandoned: status === 0 && (exchange.signal.aborted || unanswered),
      durationMs,
      firstByteMs,
    };
    enter(sending, { ...result, at: startedAt, requestId, status });
  };
  try {
    const answered = await relay(exchange, call, {
      ...parts,
      upstreamSignal: linger.signal,
      onUnanswered: () => {
        unanswered = true;
      },
      onAnswer: ({ statusCode, headers }) => {
        status = statusCode;
        requestId = textOf(headers['request-id']);
        meter = createMeter({
          contentType: textOf(headers['content-type']) ?? '',
          longWrites: quote.units.some(({ cached }) => cached === '1h'),
          onPrompt: (usage) => learn(sending, usage),
          onStop: book,
        });
      },
      onChunk: (chunk) => {
        firstByteAt ??= now();
        meter?.push(chunk);
      },
    });
    status = answered;
    meter = ended(meter);
  } finally {
    book();
  }
}

/** What is known of the prompt is no longer a guess, for this call and for those that wait for it. */
function learn({ parts, call, quote, reservation, linger }: Sending, usage: BilledUsage): void {
  parts.estimator.learn(call.model, quote.units, usage.tokens);
  const most = { ...usage, tokens: { ...usage.tokens, output: call.max_tokens } };
  reservation.adjust(priceOf(most, call.model, parts.prices));
  linger.promptKnown();
}

interface Ended extends CallResult {
  readonly at: number;
  readonly requestId: string | null;
  readonly status: number;
}

function enter(
  { parts, call, quote, reservation }: Sending,
  { at, requestId, status, ...result }: Ended,
): void {
  const { prices, ledger } = parts;
  const bill = billOf(result, { prices, call, expected: quote.expected });
  const { price, known } = prices.find(call.model);
  reservation.settle(bill.costMicroUsd);
  ledger.add({
    at: new Date(at).toISOString(),
    model: call.model,
    requestId,
    ...bill,
    pricesDated: price.from,
    unknownModel: !known,
    status,
    durationMs: result.durationMs,
    firstByteMs: result.firstByteMs,
  });
}

function refuse(
  { response }: Exchange,
  { grant, howToRaise, onRefusal }: GatewayParts,
  neededMicroUsd: number,
): void {
  const message = `The budget of this run is spent: ${usd(grant.spentMicroUsd())} of ${usd(grant.limitMicroUsd())} is used, and the next call needs about ${usd(neededMicroUsd)} for its input and a short answer. ${howToRaise()} to let it go on.`;
  onRefusal({ failureClass: 'budget_exceeded', message });
  sendApiError(response, { status: 403, message });
}

const usd = (microUsd: number): string => `$${(microUsd / 1e6).toFixed(microUsd < 1e6 ? 4 : 2)}`;

function ended(meter: Meter | null): Meter | null {
  meter?.end();
  return meter;
}

const textOf = (header: string | readonly string[] | undefined): string | null =>
  typeof header === 'string' ? header.slice(0, 200) : null;
