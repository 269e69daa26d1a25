import { isObject, type Json, listOf } from './json.ts';

/** Priced as the prompt, and checked as content. */
const prompt = ['model', 'messages', 'system', 'tools'];

/**
 * Fields of the Messages API that neither cost beyond tokens nor reach out. The others are left away: `service_tier`, `speed` and
 * `inference_geo` multiply the price, `fallbacks` names further models, and what is new may do either.
 */
const plain = ['max_tokens', 'stream', 'temperature', 'top_p', 'top_k', 'stop_sequences', 'cache_control'];

/** Of objects, what is known of them, for the same reason. */
const parts: Readonly<Record<string, readonly string[]>> = {
  metadata: ['user_id'],
  thinking: ['type', 'budget_tokens', 'display'],
  tool_choice: ['type', 'name', 'disable_parallel_tool_use'],
  output_config: ['effort', 'format', 'task_budget'],
  output_format: ['type', 'schema', 'name'],
  context_management: ['edits'],
};
const editParts = ['type', 'keep', 'trigger', 'clear_at_least', 'exclude_tools', 'clear_tool_inputs'];

const longestUserId = 512;
/** What is not priced by its bytes may not have many. */
const mostBytes = 64 * 1024;

export interface KeptFields {
  readonly kept: Json;
  readonly dropped: readonly string[];
  readonly tooLarge: string | null;
}

export function keepFields(body: Json): KeptFields {
  const kept: [string, unknown][] = [];
  const dropped: string[] = [];
  for (const [name, value] of Object.entries(body)) {
    if (prompt.includes(name) || plain.includes(name)) kept.push([name, value]);
    else if (Object.hasOwn(parts, name)) kept.push([name, keepParts(name, value, dropped)]);
    else dropped.push(name);
  }
  const large = kept.find(([name, value]) => !prompt.includes(name) && bytesOf(value) > mostBytes);
  return {
    kept: Object.fromEntries(kept.filter(([, value]) => value !== undefined)),
    dropped,
    tooLarge: large === undefined ? null : `${large[0]}: more than ${mostBytes} bytes.`,
  };
}

function keepParts(name: string, value: unknown, dropped: string[]): unknown {
  // `null` and the like: the API knows what it makes of them.
  if (!isObject(value)) return value;
  const kept = pick(value, parts[name] ?? []);
  for (const part of Object.keys(value)) if (!Object.hasOwn(kept, part)) dropped.push(`${name}.${part}`);
  if (name === 'context_management') return { ...kept, edits: clearingEdits(value['edits']) };
  return name === 'metadata' ? userOf(kept) : kept;
}

/** The API compacts a conversation by further, hidden calls, which `max_tokens` does not bound. Claude Code does it by calls of its own. */
function clearingEdits(edits: unknown): readonly Json[] {
  return listOf(edits)
    .filter(isObject)
    .filter(({ type }) => typeof type === 'string' && type.startsWith('clear_'))
    .map((edit) => pick(edit, editParts));
}

/** Claude Code's is some 200 characters. */
function userOf({ user_id: id }: Json): Json | undefined {
  return typeof id === 'string' && id.length <= longestUserId ? { user_id: id } : undefined;
}

const pick = (from: Json, names: readonly string[]): Json =>
  Object.fromEntries(Object.entries(from).filter(([name]) => names.includes(name)));

const bytesOf = (value: unknown): number =>
  value === undefined ? 0 : Buffer.byteLength(JSON.stringify(value));
