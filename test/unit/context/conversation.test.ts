import { expect, it } from 'vitest';
import {
  describeLate,
  type PostedComment,
  selectConversation,
  triggeredAtMs,
} from '../../../action/context/conversation.ts';

const trigger = Date.parse('2026-01-02T00:00:00Z');

function comment(over: Partial<PostedComment> & { readonly at?: string } = {}): PostedComment {
  const { at = '2026-01-01T00:00:00Z', ...given } = over;
  const plain = {
    author: 'dev',
    isBot: false,
    isOurs: false,
    isHidden: false,
    association: 'NONE',
    place: null,
  };
  return { ...plain, createdAt: at, updatedAt: at, body: 'a', ...given };
}

const bodies = (posted: readonly PostedComment[]): readonly string[] =>
  selectConversation(posted, trigger).comments.map(({ body }) => body);

it('tells what people said before the run was triggered, the oldest first', () => {
  const posted = [
    comment({ body: 'third', at: '2026-01-02T00:00:00Z' }),
    comment({ body: 'first', at: '2026-01-01T00:00:00Z' }),
    comment({ body: 'second', at: '2026-01-01T12:00:00Z', place: { path: 'a', line: 1 } }),
  ];
  expect(bodies(posted)).toEqual(['first', 'second', 'third']);
});

it('leaves out and counts what was written or edited later', () => {
  const posted = [
    comment({ body: 'written later', at: '2026-01-02T00:00:01Z' }),
    comment({ body: 'edited later', updatedAt: '2026-01-03T00:00:00Z' }),
    comment({ body: 'of no known time', updatedAt: 'soon' }),
    comment({ body: 'kept' }),
  ];
  const { comments, leftOut } = selectConversation(posted, trigger);
  expect(comments.map(({ body }) => body)).toEqual(['kept']);
  expect(leftOut).toEqual({ late: 3, older: 0 });
  expect(describeLate({ comments, leftOut })).toBe(
    '3 comments were written or edited after this run was triggered, and left out.',
  );
});

it('leaves out bots, ourselves, what was hidden and what is empty', () => {
  const posted = [
    comment({ isBot: true }),
    comment({ isOurs: true }),
    comment({ isHidden: true }),
    comment({ body: ' \n' }),
  ];
  expect(selectConversation(posted, trigger)).toEqual({ comments: [], leftOut: { late: 0, older: 0 } });
});

it('keeps the newest thirty', () => {
  const posted = Array.from({ length: 35 }, (_, index) =>
    comment({ body: String(index), at: new Date(trigger - (40 - index) * 1000).toISOString() }),
  );
  const { comments, leftOut } = selectConversation(posted, trigger);
  expect(comments.map(({ body }) => Number(body))).toEqual(
    Array.from({ length: 30 }, (_, index) => index + 5),
  );
  expect(leftOut.older).toBe(5);
});

it('keeps as many of the newest as there is room for, and always one', () => {
  const at = (hour: number): string => `2026-01-01T0${hour}:00:00Z`;
  const long = 'x'.repeat(15_000);
  expect(
    bodies([
      comment({ body: 'old', at: at(1) }),
      comment({ body: long, at: at(2) }),
      comment({ body: long, at: at(3) }),
    ]),
  ).toEqual([long]);
  expect(bodies([comment({ body: long.repeat(2) })])).toHaveLength(1);
});

it('takes the time of the trigger from the event, and of a dispatched run from its start', () => {
  const given = { updatedAt: '2026-01-02T00:00:00Z', startedAtMs: trigger + 5000 };
  expect(triggeredAtMs({ ...given, eventName: 'pull_request' })).toBe(trigger);
  expect(triggeredAtMs({ ...given, eventName: 'workflow_dispatch' })).toBe(trigger + 5000);
  expect(triggeredAtMs({ ...given, eventName: 'pull_request', updatedAt: 'soon' })).toBe(trigger + 5000);
});
