import { hash } from 'node:crypto';
import { isObject, type Json, listOf } from './json.ts';
import type { CheckedBody } from './request-body.ts';

/** One tool, system block or content block of a prompt, in the order in which the API caches them. */
export interface PromptUnit {
  /** Stands for this unit and all before it. */
  readonly chain: string;
  /** Of this unit and all before it, without media. */
  readonly textBytes: number;
  /** Of this unit and all before it. */
  readonly mediaTokens: number;
  /** The most that the media of this unit and all before it can be. */
  readonly worstMediaTokens: number;
  /** The prompt up to here is written to the cache. */
  readonly cached: '5m' | '1h' | null;
}

export function promptUnits(body: CheckedBody): readonly PromptUnit[] {
  // What makes the API forget the conversation when it changes stands before it here. The model is part of it.
  const seed = ['model', 'thinking', 'tool_choice', 'output_config'].map((name) => body[name] ?? null);
  let chain = hash('sha256', JSON.stringify(seed));
  // A schema for the answer is put into the prompt.
  let textBytes = bytesOf(body['output_config']) + bytesOf(body['output_format']);
  let [mediaTokens, worstMediaTokens] = [0, 0];
  const blocks = [...listOf(body['tools']), ...contentOf(body['system']), ...body.messages.flatMap(blocksOf)];
  const units = blocks.map((block) => {
    const { cache_control: control, ...unmarked } = isObject(block) ? block : { value: block };
    const text = JSON.stringify(unmarked);
    const media = mediaOf(block);
    chain = hash('sha256', chain + text);
    textBytes += Math.max(0, Buffer.byteLength(text) - media.chars);
    mediaTokens += media.tokens;
    worstMediaTokens += media.worstTokens;
    return { chain, textBytes, mediaTokens, worstMediaTokens, cached: lifetimeOf(control) };
  });
  const last = units.at(-1);
  const automatic = lifetimeOf(body['cache_control']);
  return last === undefined || automatic === null ? units : units.with(-1, { ...last, cached: automatic });
}

/** The same text as a string and as the only block is the same to the API, and Claude Code sends it in both ways. */
function contentOf(content: unknown): readonly unknown[] {
  return typeof content === 'string' ? [{ type: 'text', text: content }] : listOf(content);
}

function blocksOf(message: unknown): readonly unknown[] {
  if (!isObject(message)) return [];
  return contentOf(message['content']).map((block) =>
    isObject(block) ? { role: message['role'], ...block } : block,
  );
}

const bytesOf = (value: unknown): number =>
  value === undefined ? 0 : Buffer.byteLength(JSON.stringify(value));

function lifetimeOf(control: unknown): '5m' | '1h' | null {
  if (!isObject(control)) return null;
  return control['ttl'] === '1h' ? '1h' : '5m';
}

/** The dearest an image is billed, whatever its size in bytes. */
const imageTokens = 4800;
/** Of base64. A page of a PDF is billed as text and as image, some 3,000 tokens, and rarely takes less than 18 KB. */
const charsPerDocumentToken = 6;
/** The largest context window there is: no prompt has more. A PDF of 6 KB can have a hundred pages, so it may be all of that. */
export const windowTokens = 1_000_000;

interface Media {
  readonly chars: number;
  readonly tokens: number;
  readonly worstTokens: number;
}

const noMedia: Media = { chars: 0, tokens: 0, worstTokens: 0 };

function mediaOf(block: unknown): Media {
  if (!isObject(block)) return noMedia;
  const own = ownMedia(block);
  return listOf(block['content'])
    .map(mediaOf)
    .reduce(
      (a, b) => ({
        chars: a.chars + b.chars,
        tokens: a.tokens + b.tokens,
        worstTokens: a.worstTokens + b.worstTokens,
      }),
      own,
    );
}

function ownMedia({ type, source }: Json): Media {
  if (!isObject(source) || source['type'] !== 'base64' || typeof source['data'] !== 'string') return noMedia;
  const chars = source['data'].length;
  return type === 'image'
    ? { chars, tokens: imageTokens, worstTokens: imageTokens }
    : { chars, tokens: Math.ceil(chars / charsPerDocumentToken), worstTokens: windowTokens };
}
