import { expect, it } from 'vitest';
import { type Asked, decide } from '../../../action/event/decide.ts';

const pull = {
  number: 7,
  state: 'open',
  title: 't',
  body: null,
  html_url: 'u',
  user: null,
  head: { sha: 'h', ref: 'f', repo: { id: 1, full_name: 'a/b' } },
  base: { sha: 'b', ref: 'main', repo: { id: 1, full_name: 'a/b' } },
};
const asked = (over: Partial<Asked>): Asked => ({
  eventName: 'pull_request',
  payload: { action: 'opened', pull_request: pull },
  task: 'auto',
  prompt: '',
  hasCredential: true,
  workflowName: 'review',
  ...over,
});
const withPull = (over: object, action = 'opened'): Partial<Asked> => ({
  payload: { action, pull_request: { ...pull, ...over } },
});

it.each([
  ['a deleted fork', withPull({ head: { ...pull.head, repo: null } }), { kind: 'skip', code: 'fork' }],
  ['a closed pull request', withPull({ state: 'closed' }, 'edited'), { kind: 'skip', code: 'closed' }],
  ['a draft', withPull({ draft: true }), { kind: 'skip', code: 'draft' }],
  ['a payload without a pull request', { payload: {} }, { kind: 'refuse' }],
  ['no payload', { payload: null }, { kind: 'refuse' }],
  ['a prompt on a pull request', { task: 'prompt', prompt: 'x' }, { kind: 'prompt', subject: 'pr-7' }],
  ['a prompt without text', { task: 'prompt' }, { kind: 'refuse', pullRequest: 7 }],
  [
    'a dispatch with a number',
    { eventName: 'workflow_dispatch', payload: { inputs: { 'pull-request': '#12' } } },
    { kind: 'review', number: 12, payload: null },
  ],
  [
    'a dispatch of number 0',
    { eventName: 'workflow_dispatch', payload: { inputs: { 'pull-request': '0' } } },
    { kind: 'refuse' },
  ],
  [
    'a dispatch with a number whose task is prompt',
    {
      eventName: 'workflow_dispatch',
      task: 'prompt',
      prompt: 'x',
      payload: { inputs: { 'pull-request': '12' } },
    },
    { kind: 'prompt' },
  ],
  ['a review on a schedule', { eventName: 'schedule', task: 'review' }, { kind: 'refuse' }],
  [
    'a prompt on a schedule',
    { eventName: 'schedule', prompt: 'x', workflowName: 'My Über flow!' },
    { kind: 'prompt', subject: 'prompt-my-ber-flow' },
  ],
  ['a merge queue', { eventName: 'merge_group' }, { kind: 'skip', code: 'event' }],
] as const)('%s', (_name, over, expected) => {
  expect(decide(asked(over as Partial<Asked>))).toMatchObject(expected);
});
