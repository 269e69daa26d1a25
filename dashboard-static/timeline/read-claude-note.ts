import type { HistoryEvent } from '../../contract/history.ts';
import { draftOf, type Told } from './draft.ts';
import { amountOf, type Fields, fieldsOf, numberOf, textOf } from './reading.ts';
import type { Piece } from './step.ts';
import { oneLine } from './visible-text.ts';

/** What Claude Code says of itself: that it began, waits, was denied something, ended. */
export function readClaudeNote(event: HistoryEvent, data: unknown): readonly Piece[] | null {
  const fields = fieldsOf(data);
  const note = noteOf(event.type, fields);
  if (note === null) return null;
  const parent = textOf(fields['parent_tool_use_id']) || null;
  const draft = draftOf(event, { ...note, parent, content: { kind: 'data', data } });
  return [{ is: 'step', draft }];
}

type Note = Omit<Told, 'content'>;

function noteOf(type: string, fields: Fields): Note | null {
  if (type.startsWith('claude.result')) return ended(fields);
  switch (type) {
    case 'claude.system.init':
      return {
        kind: 'action',
        title: 'Claude Code is ready',
        argument: oneLine(`${textOf(fields['claude_code_version'])} · ${textOf(fields['model'])}`),
      };
    case 'claude.system.api_retry':
      return { kind: 'trouble', title: 'The model API failed', argument: retry(fields) };
    case 'claude.system.permission_denied':
      return { kind: 'trouble', title: 'Denied', argument: oneLine(textOf(fields['tool_name']) || 'a tool') };
    case 'claude.system.compact_boundary':
      return { kind: 'action', title: 'The conversation was summarised', argument: '' };
    default:
      return null;
  }
}

function retry(fields: Fields): string {
  const status = numberOf(fields['error_status']);
  const wait = ((numberOf(fields['retry_delay_ms']) ?? 0) / 1_000).toFixed(1);
  const times = `${numberOf(fields['attempt']) ?? '?'} of ${numberOf(fields['max_retries']) ?? '?'}`;
  const what = status === null ? 'It broke off' : `It answered ${status}`;
  return oneLine(`${what} (${textOf(fields['error']) || 'no reason given'}); again in ${wait} s, ${times}`);
}

function ended(fields: Fields): Note {
  const isTrouble = fields['is_error'] === true;
  const how = textOf(fields['subtype']).replaceAll('_', ' ') || 'in a way it did not say';
  const turns = numberOf(fields['num_turns']);
  return {
    kind: isTrouble ? 'trouble' : 'action',
    title: 'Claude ended',
    argument: oneLine(
      [how, ...(turns === null ? [] : [`${turns} turns`]), reason(fields)].filter(Boolean).join(' · '),
    ),
    durationMs: amountOf(fields['duration_ms']),
  };
}

const reason = (fields: Fields): string => (fields['is_error'] === true ? textOf(fields['result']) : '');
