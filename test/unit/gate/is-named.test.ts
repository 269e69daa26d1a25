import { expect, it } from 'vitest';
import { isNamed } from '../../../action/gate/standing.ts';

const person = { login: 'Mona-Lisa', id: 1001, type: 'User' };
const bot = { login: 'renovate[bot]', id: 2002, type: 'Bot' };

it.each([
  ['a login', person, 'Mona-Lisa', true],
  ['a login in other letters', person, 'mona-lisa', true],
  ['an id', person, '1001', true],
  ['everyone', person, '*', true],
  ['another login', person, 'mona', false],
  ['another id', person, '100', false],
  ['a bot with its suffix', bot, 'renovate[bot]', true],
  ['a bot without its suffix', bot, 'renovate', true],
  ['the id of a bot', bot, '2002', true],
  ['a bot whose name a person has', { ...person, login: 'renovate' }, 'renovate[bot]', false],
  ['another app with the suffix', { ...bot, login: 'Copilot' }, 'copilot[bot]', false],
  ['an app without suffix', { ...bot, login: 'Copilot' }, 'copilot', true],
  ['a person, by the name of a bot', { ...person, login: 'renovate[bot]' }, 'renovate', false],
  ['an id that somebody took as login', { ...person, login: '2002' }, '2002', false],
  ['nothing', person, '', false],
  ['an unknown id', { ...person, id: null }, '', false],
])('%s', (_name, account, entry, expected) => {
  expect(isNamed(account, [entry])).toBe(expected);
});
