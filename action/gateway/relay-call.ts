import type { LedgerTokens } from '../../contract/ledger.ts';
import { sendApiError } from './api-error.ts';
import { billOf, type CallResult, priceOf } from './bill.ts';
import { budgetNotice, withNotice } from './budget-notice.ts';
import { fitOutput, leastOutput } from './fit-output.ts';
import type { Reservation } from './grant.ts';
import { createMeter, type Meter } from './meter.ts';
import type { Exchange, GatewayParts } from './parts.ts';
import { type Rates, ratesFor } from './prices.ts';
import { type PromptUnit, promptUnits } from './prompt-units.ts';
import { relay } from './relay.ts';
import type { CheckedCall } from './request-body.ts';

/** One call of the model: paid for in advance, sent on, metered as it comes back, and written into the ledger however it ends. */
export async function relayCall(exchange: Exchange, call: CheckedCall, parts: GatewayParts): Promise<void> {
  const { prices, grant, estimator, grantMicroUsd } = parts;
  const units = promptUnits(call);
  const expected = estimator.estimate(call.model, units);
  const rates = ratesFor(prices.find(call.model).price, promptTokens(expected));
  const inputMicroUsd = priceOf(
    { tokens: expected, webSearches: 0, inUnitedStates: false },
    call.model,
    prices,
  );
  const reservation = await grant.reserve({
    inputMicroUsd,
    outputTokenMicroUsd: rates.output,
    maxTokens: call.max_tokens,
    leastTokens: leastOutput(call),
    signal: exchange.signal,
  });
  if (reservation === 'spent') {
    refuse(exchange, parts, inputMicroUsd + leastOutput(call) * rates.output);
    return;
  }
  const fitted = fitOutput(call, reservation.maxTokens);
  const notice = budgetNotice(grant.spentMicroUsd(), grantMicroUsd);
  await send({
    exchange,
    parts,
    call: notice === null ? fitted : withNotice(fitted, notice),
    paid: { units, expected, rates, reservation },
  });
}

interface Sending {
  readonly exchange: Exchange;
  readonly parts: GatewayParts;
  readonly call: CheckedCall;
  readonly paid: {
    readonly units: readonly PromptUnit[];
    readonly expected: LedgerTokens;
    readonly rates: Rates;
    readonly reservation: Reservation;
  };
}

async function send({ exchange, parts, call, paid }: Sending): Promise<void> {
  const { now } = parts;
  const startedAt = now();
  let meter: Meter | null = null;
  let [firstByteAt, requestId, status]: [number | null, string | null, number] = [null, null, 0];
  let booked = false;
  const book = (): void => {
    if (booked) return;
    booked = true;
    const durationMs = Math.max(0, Math.round(now() - startedAt));
    const firstByteMs = firstByteAt === null ? null : Math.max(0, Math.round(firstByteAt - startedAt));
    const result = {
      metered: meter?.reading() ?? null,
      abandoned: status === 0 && exchange.signal.aborted,
      durationMs,
    };
    enter({ exchange, parts, call, paid }, { ...result, at: startedAt, requestId, status, firstByteMs });
  };
  try {
    const answered = await relay(exchange, call, {
      ...parts,
      onAnswer: ({ statusCode, headers }) => {
        status = statusCode;
        requestId = textOf(headers['request-id']);
        meter = createMeter({
          contentType: textOf(headers['content-type']) ?? '',
          longWrites: paid.units.some(({ cached }) => cached === '1h'),
          onPrompt: ({ tokens }) => {
            parts.estimator.learn(call.model, paid.units, tokens);
            const prompt = priceOf(
              { tokens: { ...tokens, output: 0 }, webSearches: 0, inUnitedStates: false },
              call.model,
              parts.prices,
            );
            paid.reservation.adjust(prompt + call.max_tokens * paid.rates.output);
          },
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

interface Ended extends CallResult {
  readonly at: number;
  readonly requestId: string | null;
  readonly status: number;
  readonly firstByteMs: number | null;
}

function enter(
  { parts, call, paid }: Sending,
  { at, requestId, status, firstByteMs, ...result }: Ended,
): void {
  const { prices, ledger } = parts;
  const bill = billOf(result, { prices, call, expected: paid.expected });
  const { price, known } = prices.find(call.model);
  paid.reservation.settle(bill.costMicroUsd);
  ledger.add({
    at: new Date(at).toISOString(),
    model: call.model,
    requestId,
    ...bill,
    pricesDated: price.from,
    unknownModel: !known,
    status,
    durationMs: result.durationMs,
    firstByteMs,
  });
}

function refuse(
  { response }: Exchange,
  { grant, grantMicroUsd, onRefusal }: GatewayParts,
  neededMicroUsd: number,
): void {
  const message = `The budget of this run is spent: ${usd(grant.spentMicroUsd())} of ${usd(grantMicroUsd)} is used, and the next call needs about ${usd(neededMicroUsd)} for its input and a short answer. Raise max-budget-usd to let it go on.`;
  onRefusal({ failureClass: 'budget_exceeded', message });
  sendApiError(response, { status: 403, message });
}

const usd = (microUsd: number): string => `$${(microUsd / 1e6).toFixed(microUsd < 1e6 ? 4 : 2)}`;

const promptTokens = ({ input, cacheRead, cacheWrite5m, cacheWrite1h }: LedgerTokens): number =>
  input + cacheRead + cacheWrite5m + cacheWrite1h;

function ended(meter: Meter | null): Meter | null {
  meter?.end();
  return meter;
}

const textOf = (header: string | readonly string[] | undefined): string | null =>
  typeof header === 'string' ? header.slice(0, 200) : null;
