import { expect, it } from 'vitest';
import { whoOf } from '../../../action/event/who.ts';
import { examplePayload } from '../../github/events/examples.ts';

const mona = { login: 'mona', id: 1, type: 'User' };
const lisa = { login: 'lisa', id: 2, type: 'User' };
const pull = (headId: number | null, user: unknown = lisa) => ({
  user,
  head: { repo: headId === null ? null : { id: headId } },
  base: { repo: { id: 10 } },
});

it.each([
  ['a branch of this repository', 'pull_request', { pull_request: pull(10) }, 'same'],
  ['a fork', 'pull_request', { pull_request: pull(11) }, 'fork'],
  ['a deleted fork', 'pull_request', { pull_request: pull(null) }, 'fork'],
  ['a review of a fork', 'pull_request_review', { pull_request: pull(11) }, 'fork'],
  ['a comment on a pull request', 'issue_comment', { issue: { pull_request: {} } }, 'unknown'],
  ['a comment on an issue', 'issue_comment', { issue: {} }, 'none'],
  ['a dispatch', 'workflow_dispatch', { inputs: {} }, 'none'],
  ['a dispatch with a number', 'workflow_dispatch', { inputs: { 'pull-request': '3' } }, 'unknown'],
  [
    'a run here',
    'workflow_run',
    { workflow_run: { head_repository: { id: 10 } }, repository: { id: 10 } },
    'same',
  ],
  [
    'a run of a fork',
    'workflow_run',
    { workflow_run: { head_repository: { id: 11 } }, repository: { id: 10 } },
    'fork',
  ],
  ['a run of nowhere', 'workflow_run', { workflow_run: {}, repository: {} }, 'fork'],
  ['no payload', 'push', null, 'none'],
] as const)('knows whose commit it is about: %s', (_name, event, payload, head) => {
  expect(whoOf(event, payload).head).toBe(head);
});

it.each([
  ['pull_request', { sender: mona }, [['sender', mona]]],
  ['schedule', { sender: mona }, []],
  [
    'workflow_run',
    { sender: mona, workflow_run: { actor: lisa, triggering_actor: mona } },
    [
      ['sender', mona],
      ['run_actor', lisa],
      ['run_triggering_actor', mona],
    ],
  ],
  [
    'workflow_run',
    { sender: mona },
    [
      ['sender', mona],
      ['run_actor', null],
      ['run_triggering_actor', null],
    ],
  ],
  [
    'issue_comment',
    { sender: mona, comment: { user: lisa } },
    [
      ['sender', mona],
      ['comment_author', lisa],
    ],
  ],
  [
    'pull_request_review',
    { sender: mona, review: { user: null } },
    [
      ['sender', mona],
      ['comment_author', null],
    ],
  ],
  ['push', {}, [['sender', null]]],
  ['push', { sender: { login: 'mona', id: '1', type: 'User' } }, [['sender', null]]],
  ['push', null, [['sender', null]]],
] as const)('names everyone who has a part in %s', (event, payload, expected) => {
  const { parties } = whoOf(event, payload);
  expect(parties.map(({ as, account }) => [as, account])).toEqual(expected);
});

it('tells a deleted author from no pull request', () => {
  expect(whoOf('pull_request', { pull_request: pull(10, null) }).author).toEqual({
    as: 'pull_request_author',
    account: null,
  });
  expect(whoOf('push', {}).author).toBeNull();
});

it.each([
  ['pull_request', 'opened', 1],
  ['workflow_run', 'requested', 3],
  ['issue_comment', 'created', 2],
  ['pull_request_review', 'submitted', 2],
  ['issues', 'opened', 1],
  ['workflow_dispatch', null, 1],
  ['repository_dispatch', null, 1],
  ['push', null, 1],
  ['merge_group', null, 1],
])('finds everyone in what GitHub sends: %s', (event, action, count) => {
  const { parties } = whoOf(event, examplePayload(event, action));
  expect(parties).toHaveLength(count);
  for (const { account } of parties) expect(account?.id).toBeGreaterThan(0);
});
