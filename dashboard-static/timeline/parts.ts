import { editOf } from './edits.ts';
import { jsonText, prettyJson } from './json-text.ts';
import { type DiffLine, diffOf } from './line-diff.ts';
import { fieldsOf, textOf } from './reading.ts';
import type { Content, Step, ToolResult } from './step.ts';

/** A piece of a step's detail, and how it is to be shown. */
export type Part = { readonly label: string } & (
  | { readonly kind: 'markdown' | 'terminal' | 'code'; readonly text: string }
  | { readonly kind: 'diff'; readonly lines: readonly DiffLine[] }
);

/** All that is known of a step. */
export function partsOf({ kind, content }: Step): readonly Part[] {
  switch (content.kind) {
    case 'prose':
      return [{ kind: 'markdown', label: kind === 'thinking' ? 'Thinking' : 'Text', text: content.text }];
    case 'tool':
      return [...inputOf(content), ...resultOf(content)];
    case 'data':
      return [{ kind: 'code', label: 'Data', text: jsonText(content.data) }];
    case 'gap':
      return [];
    default:
      return content satisfies never;
  }
}

type Call = Extract<Content, { readonly kind: 'tool' }>;

function inputOf({ name, input }: Call): readonly Part[] {
  if (input === undefined) return [];
  const fields = fieldsOf(input);
  const edit = editOf(name, input);
  if (edit !== null)
    return edit.changes.map(({ before, after }, at) => ({
      kind: 'diff',
      label:
        edit.changes.length === 1 ? edit.path : `${edit.path}, change ${at + 1} of ${edit.changes.length}`,
      lines: diffOf(before, after),
    }));
  if (name === 'Bash' && typeof fields['command'] === 'string')
    return [{ kind: 'code', label: described('Command', fields['description']), text: fields['command'] }];
  if (isSubagent(name) && typeof fields['prompt'] === 'string')
    return [
      { kind: 'markdown', label: described('Prompt', fields['subagent_type']), text: fields['prompt'] },
    ];
  return [{ kind: 'code', label: 'Input', text: jsonText(input) }];
}

const described = (label: string, text: unknown): string =>
  textOf(text) === '' ? label : `${label}: ${textOf(text)}`;
const isSubagent = (name: string): boolean => name === 'Task' || name === 'Agent';

function resultOf({ name, result }: Call): readonly Part[] {
  if (result === null) return [];
  const { text, isError } = result satisfies ToolResult;
  const label = isError ? 'Error' : 'Output';
  if (isSubagent(name) && !isError) return [{ kind: 'markdown', label, text }];
  const json = prettyJson(text);
  return [json === null ? { kind: 'terminal', label, text } : { kind: 'code', label, text: json }];
}
