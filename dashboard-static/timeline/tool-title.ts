import { fieldsOf, listOf, textOf } from './reading.ts';
import { oneLine } from './visible-text.ts';

const known: Readonly<Record<string, string>> = {
  StructuredOutput: 'Answer',
  Task: 'Subagent',
  Agent: 'Subagent',
  TodoWrite: 'To-do list',
  WebFetch: 'Fetch',
  WebSearch: 'Search the web',
};

/** `Read`; of an MCP server's tool `server › tool`. */
export function toolTitle(name: string): string {
  const [, server, tool] = /^mcp__(.+?)__(.+)$/s.exec(name) ?? [];
  if (server !== undefined && tool !== undefined) return oneLine(`${server} › ${tool}`, 80);
  return Object.hasOwn(known, name) ? (known[name] ?? name) : oneLine(name, 80);
}

/** Fields that say the most of a call, the first that is there. */
const tellingFields = [
  'command',
  'pattern',
  'file_path',
  'notebook_path',
  'path',
  'url',
  'query',
  'description',
  'summary',
  'skill',
  'prompt',
] as const;

/** What a call is about, on one line: the path, the command, the pattern. */
export function toolArgument(name: string, input: unknown): string {
  const fields = fieldsOf(input);
  if (name === 'TodoWrite') return `${listOf(fields['todos']).length} items`;
  const main = tellingFields.map((field) => textOf(fields[field])).find((text) => text.trim() !== '');
  const place = name === 'Grep' || name === 'Glob' ? textOf(fields['path'] ?? fields['glob']) : '';
  const first =
    main ??
    Object.values(fields)
      .map(textOf)
      .find((text) => text.trim() !== '') ??
    '';
  return oneLine(place === '' || place === first ? first : `${first} in ${place}`);
}
