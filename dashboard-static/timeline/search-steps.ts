import { jsonText } from './json-text.ts';
import type { Content, Step } from './step.ts';

/** The keys of the steps that have this text in them, whatever its case, in order. 20,000 steps take some 20 ms. */
export function searchSteps(steps: readonly Step[], query: string): readonly string[] {
  const wanted = query.trim().toLowerCase();
  if (wanted === '') return [];
  return steps
    .filter(
      ({ title, argument, content }) =>
        `${title} ${argument}`.toLowerCase().includes(wanted) || lowered(content).includes(wanted),
    )
    .map(({ key }) => key);
}

/** Where the next match is, or the one before, from a step that need not be one; round the ends. */
export function nextMatch(
  { steps, matches }: { readonly steps: readonly Step[]; readonly matches: readonly string[] },
  from: string | null,
  by: 1 | -1,
): string | null {
  if (matches.length === 0) return null;
  const at = from === null ? -1 : matches.indexOf(from);
  if (at !== -1) return matches[(at + by + matches.length) % matches.length] ?? null;
  const isMatch = new Set(matches);
  const start = from === null ? -1 : steps.findIndex(({ key }) => key === from);
  const after = steps.slice(start + 1).find(({ key }) => isMatch.has(key))?.key;
  if (by === 1) return after ?? matches[0] ?? null;
  const before = start < 1 ? undefined : steps.slice(0, start).findLast(({ key }) => isMatch.has(key))?.key;
  return before ?? matches.at(-1) ?? null;
}

const known = new WeakMap<Content, string>();

function lowered(content: Content): string {
  const text = known.get(content) ?? textOf(content).toLowerCase();
  known.set(content, text);
  return text;
}

function textOf(content: Content): string {
  switch (content.kind) {
    case 'prose':
      return content.text;
    case 'tool':
      return `${stringsOf(content.input)}\n${content.result?.text ?? ''}`;
    case 'data':
      return jsonText(content.data);
    case 'gap':
      return '';
    default:
      return content satisfies never;
  }
}

/** Texts as they are, not as JSON has them: a reader searches for what is seen. */
function stringsOf(input: unknown): string {
  if (typeof input === 'string') return input;
  if (input === undefined || input === null) return '';
  if (typeof input !== 'object') return jsonText(input);
  return Object.values(input)
    .map((value) => (typeof value === 'string' ? value : jsonText(value)))
    .join('\n');
}
