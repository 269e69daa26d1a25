import { type BilledUsage, greatest, nothingBilled, readUsage } from './billed-usage.ts';
import { countOf, isObject, type Json, parseJson } from './json.ts';
import { createSseReader } from './sse.ts';

export interface Metered {
  readonly usage: BilledUsage;
  /** The model that answered. */
  readonly model: string | null;
  /** The API has said what the prompt was billed as. */
  readonly promptKnown: boolean;
  /** The API has said how long the answer is. */
  readonly outputKnown: boolean;
  /** How long the answer is by what came of it: for one that broke off. */
  readonly outputSeen: number;
}

export interface Meter {
  readonly push: (chunk: Uint8Array) => void;
  /** After the last chunk. */
  readonly end: () => void;
  readonly reading: () => Metered;
}

export interface MeterOptions {
  readonly contentType: string;
  readonly longWrites: boolean;
  /** As soon as the API says what the prompt is billed as. */
  readonly onPrompt: (usage: BilledUsage) => void;
  /** The API has said all that it will, which is before the connection tells so. */
  readonly onStop: () => void;
}

/** Reads an answer of the Messages API as it passes, streamed or whole. What it cannot read it leaves out, and passes. */
export function createMeter({ contentType, longWrites, onPrompt, onStop }: MeterOptions): Meter {
  let usage = nothingBilled;
  let model: string | null = null;
  let [promptKnown, outputKnown, outputSeen] = [false, false, 0];

  const opened = (message: unknown): void => {
    if (!isObject(message) || !isObject(message['usage'])) return;
    usage = greatest(usage, readUsage(message['usage'], longWrites));
    if (typeof message['model'] === 'string') model = message['model'];
    promptKnown = true;
    onPrompt(usage);
  };
  const onEvent = (data: string): void => {
    const event = parseJson(data);
    if (!isObject(event)) return;
    if (event['type'] === 'message_start') opened(event['message']);
    if (event['type'] === 'content_block_delta') outputSeen += tokensOfDelta(event['delta']);
    if (event['type'] === 'message_stop') onStop();
    if (event['type'] !== 'message_delta' || !isObject(event['usage'])) return;
    usage = greatest(usage, readUsage(event['usage'], longWrites));
    outputKnown ||= typeof event['usage']['output_tokens'] === 'number';
  };
  const whole: Uint8Array[] = [];
  const streamed = contentType.startsWith('text/event-stream');
  return {
    push: streamed ? createSseReader(onEvent) : (chunk) => whole.push(chunk),
    end: () => {
      if (streamed) return;
      opened(parseJson(Buffer.concat(whole).toString('utf8')));
      outputKnown = promptKnown;
    },
    reading: () => ({ usage, model, promptKnown, outputKnown, outputSeen: Math.ceil(outputSeen) }),
  };
}

const bytesPerToken = 3;

/** Thinking that is not shown comes as a count of its own (beta `thinking-token-count`). */
function tokensOfDelta(delta: unknown): number {
  if (!isObject(delta)) return 0;
  const counted = countOf(delta['estimated_tokens']);
  return counted > 0 ? counted : Buffer.byteLength(shownText(delta)) / bytesPerToken;
}

function shownText(delta: Json): string {
  const text = delta['text'] ?? delta['partial_json'] ?? delta['thinking'];
  return typeof text === 'string' ? text : '';
}
