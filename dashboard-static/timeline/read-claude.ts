import type { HistoryEvent } from '../../contract/history.ts';
import { draftOf, type Told } from './draft.ts';
import { readClaudeNote } from './read-claude-note.ts';
import { type Fields, fieldsOf, textOf } from './reading.ts';
import { resultText } from './result-text.ts';
import type { Piece } from './step.ts';
import { toolArgument, toolTitle } from './tool-title.ts';
import { oneLine } from './visible-text.ts';

/** A line of Claude's stream; null where it is none that is known. */
export function readClaude(event: HistoryEvent, data: unknown): readonly Piece[] | null {
  if (event.type !== 'claude.assistant' && event.type !== 'claude.user') return readClaudeNote(event, data);
  const fields = fieldsOf(data);
  const message = fieldsOf(fields['message']);
  const line: Line = {
    event,
    isAssistant: event.type === 'claude.assistant',
    isTrouble: typeof fields['error'] === 'string',
    message: textOf(message['id']) || null,
    parent: textOf(fields['parent_tool_use_id']) || null,
  };
  const { content } = message;
  const blocks = typeof content === 'string' ? [{ type: 'text', text: content }] : content;
  if (!Array.isArray(blocks) || blocks.length === 0) return null;
  return blocks.map((block: unknown, place) => readBlock(line, block, place));
}

interface Line {
  readonly event: HistoryEvent;
  readonly isAssistant: boolean;
  readonly isTrouble: boolean;
  readonly message: string | null;
  readonly parent: string | null;
}

function readBlock(line: Line, block: unknown, place: number): Piece {
  const fields = fieldsOf(block);
  const type = textOf(fields['type']);
  const { message, parent } = line;
  const step = (told: Told): Piece => ({
    is: 'step',
    draft: draftOf(line.event, { message: line.isAssistant ? message : null, parent, place, ...told }),
  });
  if (type === 'text' && typeof fields['text'] === 'string') return step(told(line, fields['text']));
  if (type === 'thinking') return step(thought(textOf(fields['thinking'])));
  if (type === 'redacted_thinking')
    return step(thought('This thinking is encrypted: only the model can read it.'));
  if (/^(?:server_|mcp_)?tool_use$/.test(type) && typeof fields['name'] === 'string')
    return step(called(fields, fields['name']));
  if (/_?tool_result$/.test(type) && typeof fields['tool_use_id'] === 'string')
    return resultOf(line, fields, place);
  return step({
    kind: 'other',
    title: type || 'A part of a message',
    content: { kind: 'data', data: block },
  });
}

function told({ isAssistant, isTrouble }: Line, text: string): Told {
  const argument = oneLine(text);
  const content = { kind: 'prose', text } as const;
  if (isTrouble) return { kind: 'trouble', title: 'Error', argument, content };
  return { kind: 'text', title: isAssistant ? 'Claude' : 'Prompt', argument, content };
}

const thought = (text: string): Told => ({
  kind: 'thinking',
  title: 'Thinking',
  argument: oneLine(text),
  content: { kind: 'prose', text },
});

const called = ({ id, input }: Fields, name: string): Told => ({
  kind: 'tool',
  title: toolTitle(name),
  argument: toolArgument(name, input),
  content: { kind: 'tool', id: textOf(id), name, input, result: null },
});

/** Its own step as well, for where the call that it belongs to is not there. */
function resultOf({ event, parent }: Line, fields: Fields, place: number): Piece {
  const text = resultText(fields['content']);
  const isError = fields['is_error'] === true;
  const result = { seq: event.seq, atMs: Date.parse(event.at), text, isError };
  return {
    is: 'result',
    id: textOf(fields['tool_use_id']),
    result,
    draft: draftOf(event, {
      kind: 'tool',
      title: 'Result of a call that is not there',
      argument: oneLine(text),
      isTrouble: isError,
      parent,
      place,
      content: { kind: 'tool', id: '', name: '', input: undefined, result },
    }),
  };
}
