import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readUsage } from '../../../action/gateway/billed-usage.ts';
import { createMeter, type Metered } from '../../../action/gateway/meter.ts';
import { cut } from './cut.ts';

const event = (type: string, data: object): string =>
  `event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`;
const delta = (data: object): string => event('content_block_delta', { delta: data });

function meter(stream: string, cuts: readonly number[] = []): Metered {
  const { push, end, reading } = createMeter({
    contentType: 'text/event-stream; charset=utf-8',
    longWrites: false,
    onPrompt: () => undefined,
    onStop: () => undefined,
  });
  for (const piece of cut(Buffer.from(stream), cuts)) push(piece);
  end();
  return reading();
}

const whole =
  event('message_start', {
    message: { model: 'm', usage: { input_tokens: 9, output_tokens: 1, cache_read_input_tokens: 4 } },
  }) +
  delta({ type: 'text_delta', text: 'ééé' }) +
  event('message_delta', { usage: { output_tokens: 20 } }) +
  event('message_delta', { usage: { output_tokens: 12, input_tokens: 11 } }) +
  event('message_stop', {});

it('takes the greatest of the totals, however the stream is cut', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(40), { maxLength: 60 }), (cuts) => {
      expect(meter(whole, cuts)).toMatchObject({
        usage: { tokens: { input: 11, output: 20, cacheRead: 4 } },
        model: 'm',
        promptKnown: true,
        outputKnown: true,
        outputSeen: 2,
      });
    }),
  );
});

it('counts what came of an answer that broke off: text, tool calls, thinking that is shown and that is not', () => {
  const stream =
    delta({ type: 'text_delta', text: 'x'.repeat(30) }) +
    delta({ type: 'input_json_delta', partial_json: 'x'.repeat(60) }) +
    delta({ type: 'thinking_delta', thinking: 'x'.repeat(90) }) +
    delta({ type: 'thinking_delta', thinking: '', estimated_tokens: 1000 });
  expect(meter(stream)).toMatchObject({ promptKnown: false, outputKnown: false, outputSeen: 1060 });
});

it('takes nonsense for nothing', () => {
  const nonsense = [
    'data: {\n\n',
    'data: null\n\n',
    event('message_start', { message: 5 }),
    event('message_delta', { usage: { output_tokens: 'many' } }),
  ];
  const negative = event('message_start', {
    message: { usage: { input_tokens: -5, output_tokens: 1.5, cache_creation: 'x' } },
  });
  expect(meter(nonsense.join('') + negative)).toMatchObject({
    usage: { tokens: { input: 0, output: 0 } },
    outputKnown: false,
  });
});

it('survives any stream', () => {
  fc.assert(
    fc.property(fc.json(), fc.string(), (json, text) => {
      const stream = `data: ${json}\n\n${text}\n\ndata: {"type":"message_start","message":${json}}\n\n`;
      expect(meter(stream + whole).usage.tokens.input).toBeGreaterThanOrEqual(11);
    }),
  );
});

describe('what was written to the cache', () => {
  it('is split as the API says', () => {
    const usage = {
      cache_creation_input_tokens: 30,
      cache_creation: { ephemeral_5m_input_tokens: 10, ephemeral_1h_input_tokens: 20 },
    };
    expect(readUsage(usage, true).tokens).toMatchObject({ cacheWrite5m: 10, cacheWrite1h: 20 });
  });

  it.each([
    [false, { cacheWrite5m: 30, cacheWrite1h: 0 }],
    [true, { cacheWrite5m: 0, cacheWrite1h: 30 }],
  ])('is of the kind that was asked for when the API does not say', (longWrites, tokens) => {
    expect(readUsage({ cache_creation_input_tokens: 30 }, longWrites).tokens).toMatchObject(tokens);
  });
});

it('adds calls that the API made in between, and searches', () => {
  const usage = {
    input_tokens: 5,
    output_tokens: 2,
    iterations: [
      { type: 'compaction', input_tokens: 100, output_tokens: 30 },
      { type: 'message', input_tokens: 5, output_tokens: 2 },
    ],
    server_tool_use: { web_search_requests: 2 },
    inference_geo: 'us',
  };
  expect(readUsage(usage, false)).toMatchObject({
    tokens: { input: 105, output: 32 },
    webSearches: 2,
    inUnitedStates: true,
  });
});
