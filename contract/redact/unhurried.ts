import { redacted } from './range.ts';
import { jsonRedacted, looksLikeJson, redactedJson } from './redacted-json.ts';
import type { TextStream } from './streams.ts';

/** Between the steps of something long, whatever else waits has its turn. */
export interface Breather {
  /** Whether it is time for `rest`: a promise for each of a thousand small steps would cost more than they do. */
  readonly isDue: () => boolean;
  readonly rest: () => Promise<void>;
}

interface Unhurried {
  readonly redact: (text: string) => string;
  readonly stream: () => TextStream;
  readonly knownStream: () => TextStream;
  readonly breather: Breather;
}

/** Texts up to this length are redacted in one step; of longer ones so many characters. */
const stepChars = 4096;

/** What `redactedJson` gives, in steps of some milliseconds at most, whatever the texts in it are made to cost. */
export async function redactedJsonUnhurried(value: unknown, means: Unhurried): Promise<string | undefined> {
  if (!isLong(value)) return redactedJson(value, means.redact);
  const done = await redactedTexts(value, new Map(), means);
  return redactedJson(value, (text) => done.get(text) ?? means.redact(text));
}

type Done = Map<string, string>;

async function redactedTexts(value: unknown, done: Done, means: Unhurried): Promise<Done> {
  for (const text of textsIn(value)) {
    if (done.has(text)) continue;
    done.set(text, text.length <= stepChars ? means.redact(text) : await redactedText(text, done, means));
    if (means.breather.isDue()) await means.breather.rest();
  }
  return done;
}

function isLong(value: unknown): boolean {
  let chars = 0;
  for (const text of textsIn(value)) {
    chars += text.length;
    if (chars > stepChars) return true;
  }
  return false;
}

function* textsIn(value: unknown): Generator<string> {
  const open = [value];
  while (open.length > 0) {
    const item = open.pop();
    if (typeof item === 'string') yield item;
    else if (Array.isArray(item)) for (const one of item) open.push(one);
    else if (typeof item === 'object' && item !== null) {
      yield* Object.keys(item);
      for (const one of Object.values(item)) open.push(one);
    }
  }
}

async function redactedText(text: string, done: Done, means: Unhurried): Promise<string> {
  const result = await streamed(text, means.stream(), means.breather);
  if (result === text || !looksLikeJson(text)) return result;
  const value = parsed(text);
  if (value === undefined) return result;
  await redactedTexts(value, done, means);
  const json = jsonRedacted(text, (one) => done.get(one) ?? means.redact(one));
  if (json === null) return result;
  // Only a secret that is itself made of JSON's punctuation is still there.
  return (await streamed(json, means.knownStream(), means.breather)) === json
    ? json
    : JSON.stringify(redacted);
}

async function streamed(text: string, stream: TextStream, breather: Breather): Promise<string> {
  let out = '';
  for (let at = 0; at < text.length; at += stepChars) {
    out += stream.push(text.slice(at, at + stepChars));
    if (breather.isDue()) await breather.rest();
  }
  return out + stream.end();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
