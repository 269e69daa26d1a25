import type { HistoryEvent } from '../../contract/history.ts';
import { draftOf, type Told } from './draft.ts';
import { amountOf, type Fields, fieldsOf, listOf, numberOf, textOf } from './reading.ts';
import type { Piece } from './step.ts';
import { oneLine } from './visible-text.ts';

/** A step of the action itself, or a call of the model as the gateway metered it; null where it is neither. */
export function readAction(event: HistoryEvent, data: unknown): readonly Piece[] | null {
  if (!event.type.startsWith('action.')) return null;
  const name = event.type.slice('action.'.length);
  const fields = fieldsOf(data);
  const content = { kind: 'data', data } as const;
  const known = Object.hasOwn(steps, name) ? steps[name] : undefined;
  const told = known?.(fields) ?? { kind: 'action', title: oneLine(name.replaceAll('_', ' '), 80) };
  return [{ is: 'step', draft: draftOf(event, { ...told, content }) }];
}

type Tell = (fields: Fields) => Omit<Told, 'content'>;

const step =
  (title: string, argument: (fields: Fields) => string = () => ''): Tell =>
  (fields) => ({ kind: 'action', title, argument: oneLine(argument(fields)) });
const trouble =
  (title: string, argument: (fields: Fields) => string): Tell =>
  (fields) => ({ kind: 'trouble', title, argument: oneLine(argument(fields)) });
const field =
  (name: string) =>
  (fields: Fields): string =>
    textOf(fields[name]);

const steps: Readonly<Record<string, Tell>> = {
  started: step('The run started', joined('event', 'decision', 'subject')),
  permit: step('Allowed to run', joined('tier', 'why')),
  entry: step('Asked the coordinator', joined('kind', 'why')),
  admitted: step('Admitted by the coordinator', (fields) => textOf(fieldsOf(fields['session'])['id'])),
  granted: step('Granted by the coordinator'),
  called_off: trouble('Called off by the coordinator', field('reason')),
  rules: step('Read the rules of the repository', (fields) =>
    listOf(fields['guidance']).map(textOf).join(', '),
  ),
  context: step('Gathered the change', (fields) => {
    const [files, sent] = [numberOf(fields['files']) ?? 0, listOf(fields['sent']).length];
    return `${sent} of ${files} ${files === 1 ? 'file' : 'files'}, from ${textOf(fields['source']) || '?'}`;
  }),
  sanitised: step('Cleaned strangers’ text', (fields) => `${numberOf(fields['comments']) ?? 0} comments`),
  surroundings: step('Set up the surroundings', joined('tier', 'sandbox', 'why')),
  claude_started: step('Started Claude Code', joined('version', 'path')),
  claude_ended: step('Claude Code is done', field('outcome')),
  model_call: modelCall,
  published: step('Published', joined('kind', 'stickyUrl')),
  publish_failed: trouble('Could not publish', field('message')),
  line_dropped: trouble('A line was too long to keep', joined('bytes', 'why')),
  line_unreadable: trouble('A line could not be read', joined('text', 'why')),
  ended,
};

function joined(...names: readonly string[]): (fields: Fields) => string {
  return (fields) =>
    names
      .map((name) => fields[name])
      .flatMap((value) => (typeof value === 'string' || typeof value === 'number' ? [String(value)] : []))
      .filter((text) => text !== '')
      .join(' · ');
}

function modelCall(fields: Fields): Omit<Told, 'content'> {
  const status = numberOf(fields['status']) ?? 0;
  const isTrouble = status < 200 || status >= 300;
  const tokens = fieldsOf(fields['tokens']);
  const [input, output] = [
    ['input', 'cacheRead', 'cacheWrite5m', 'cacheWrite1h'].reduce(
      (sum, name) => sum + (amountOf(tokens[name]) ?? 0),
      0,
    ),
    amountOf(tokens['output']) ?? 0,
  ];
  const answered = status === 0 ? 'no answer' : `answered ${status}`;
  const used = `${input.toLocaleString('en-US')} tokens in, ${output.toLocaleString('en-US')} out`;
  return {
    kind: 'model',
    title: 'Model call',
    argument: oneLine(`${textOf(fields['model'])} · ${isTrouble ? answered : used}`),
    durationMs: amountOf(fields['durationMs']),
    costMicroUsd: amountOf(fields['costMicroUsd']),
    isTrouble,
  };
}

function ended(fields: Fields): Omit<Told, 'content'> {
  const ending = fieldsOf(fields['ending']);
  const isTrouble = ending['kind'] === 'failure';
  const argument = oneLine(joined('kind', 'failureClass', 'code', 'message')(ending));
  return { kind: isTrouble ? 'trouble' : 'action', title: 'The run ended', argument };
}
