import type { HistoryEvent } from '../../../contract/history.ts';
import { arrange } from '../../../dashboard-static/timeline/arrange.ts';
import type { Step } from '../../../dashboard-static/timeline/step.ts';

const startedAtMs = Date.UTC(2026, 10, 21, 12);

/** Line `seq` is written `seq` seconds after the start. */
export const line = (seq: number, type: string, data: unknown): HistoryEvent => ({
  seq,
  at: new Date(startedAtMs + seq * 1_000).toISOString(),
  type,
  data,
});

interface Said {
  readonly message?: string;
  readonly parent?: string;
}

export const says = (seq: number, content: readonly unknown[], { message = `m${seq}`, parent }: Said = {}) =>
  line(seq, 'claude.assistant', {
    type: 'assistant',
    message: { id: message, role: 'assistant', content },
    parent_tool_use_id: parent ?? null,
  });

export const calls = (
  seq: number,
  call: { readonly id: string; readonly name?: string; readonly input?: unknown } & Said,
): HistoryEvent =>
  says(
    seq,
    [
      {
        type: 'tool_use',
        id: call.id,
        name: call.name ?? 'Read',
        input: call.input ?? { file_path: '/w/a.ts' },
      },
    ],
    call,
  );

export const answers = (
  seq: number,
  answer: {
    readonly id: string;
    readonly content?: unknown;
    readonly isError?: boolean;
    readonly parent?: string;
  },
): HistoryEvent =>
  line(seq, 'claude.user', {
    type: 'user',
    message: {
      role: 'user',
      content: [
        {
          type: 'tool_result',
          tool_use_id: answer.id,
          content: answer.content ?? 'done',
          is_error: answer.isError ?? false,
        },
      ],
    },
    parent_tool_use_id: answer.parent ?? null,
  });

/** The steps of a journal of which all is loaded. */
export const stepsOf = (
  events: readonly HistoryEvent[],
  {
    lastSeq = events.at(-1)?.seq ?? 0,
    unloaded = [] as readonly { firstSeq: number; lastSeq: number }[],
  } = {},
): readonly Step[] => arrange({ events, unloaded, lastSeq, startedAtMs });

/** `  Read a.ts`, set in by depth. */
export const outline = (steps: readonly Step[]): readonly string[] =>
  steps.map(
    ({ depth, title, argument }) => `${'  '.repeat(depth)}${title}${argument === '' ? '' : ` ${argument}`}`,
  );
