import { expect, it } from 'vitest';
import type { Who } from '../../../action/event/who.ts';
import { withRepeater } from '../../../action/gate/repeater.ts';

const mona = { login: 'mona', id: 1, type: 'User' };
const sent: Who = {
  event: 'pull_request',
  parties: [{ as: 'sender', account: mona }],
  author: null,
  head: 'same',
};
const scheduled: Who = { ...sent, event: 'schedule', parties: [] };
const repeater = (login: string, type = 'User') => ({ as: 'repeater', account: { login, id: null, type } });

it.each([
  ['the first attempt of the sender', sent, '1', 'mona', null],
  ['a first attempt that is put down to somebody else', sent, '1', 'lisa', repeater('lisa')],
  ['a server that says nothing', sent, '1', '', null],
  ['a repetition by the sender', sent, '2', 'Mona', null],
  ['a repetition by somebody else', sent, '2', 'lisa', repeater('lisa')],
  ['a repetition by a bot', sent, '2', 'retry[bot]', repeater('retry[bot]', 'Bot')],
  ['a repetition by nobody knows whom', sent, '2', '', { as: 'repeater', account: null }],
  ['a schedule', scheduled, '1', 'mona', null],
  ['a repeated schedule', scheduled, '2', 'mona', repeater('mona')],
] as const)('%s', (_name, who, attempt, triggeringActor, added) => {
  const { parties } = withRepeater(who, { attempt, triggeringActor });
  expect(parties).toEqual(added === null ? who.parties : [...who.parties, added]);
});
