import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mayRun } from '../../../action/gate/may-run.ts';
import type { KnownParty, Verdict } from '../../../action/gate/standing.ts';
import { account, asked, deleted, me, person } from './samples.ts';

const writer = person('write');
const stranger = person('read', { login: 'mallory' });
const ourselves = account({ ...me, type: 'Bot' });
const bot = account({ login: 'renovate[bot]', type: 'Bot' });

it.each([
  ['the sender', [stranger, writer, writer]],
  ['the actor', [writer, stranger, writer]],
  ['the triggering actor', [writer, writer, stranger]],
] as const)('a workflow run is refused for %s alone', (_name, parties) => {
  const verdict = mayRun(asked({ event: 'workflow_run', head: 'same', parties }));
  expect(verdict).toMatchObject({ kind: 'no', code: 'actor' });
  expect(verdict).toHaveProperty('message', expect.stringContaining('mallory'));
});

it('a workflow run of writers on a commit of this repository may write', () => {
  expect(mayRun(asked({ event: 'workflow_run', head: 'same', parties: [writer, writer] }))).toEqual({
    kind: 'yes',
    tier: 'write',
  });
});

it('a schedule is sent by nobody and may write; nothing else is sent by nobody', () => {
  expect(mayRun(asked({ event: 'schedule' }))).toEqual({ kind: 'yes', tier: 'write' });
  expect(mayRun(asked({ event: 'push' }))).toMatchObject({ kind: 'no', code: 'actor' });
  expect(mayRun(asked({ event: 'schedule', parties: [stranger] }))).toMatchObject({ kind: 'no' });
});

it.each([
  ['a writer', writer, 'write'],
  ['a stranger', stranger, 'read'],
  ['somebody who is gone', deleted, 'read'],
  ['a bot that is let in', bot, 'read'],
  ['we ourselves', ourselves, 'read'],
  ['not looked at', account({}), 'read'],
] as const)(
  'a pull request that a writer pushes to is at most read where its author is %s',
  (_name, author, tier) => {
    const allowed = { bots: ['*'], actors: [] };
    const verdict = mayRun(
      asked({ event: 'pull_request', head: 'same', parties: [writer], author, allowed }),
    );
    expect(verdict).toMatchObject({ kind: 'yes', tier });
  },
);

it('says why a run may only read', () => {
  const allowed = { bots: [], actors: ['mallory'] };
  expect(mayRun(asked({ parties: [stranger], allowed }))).toHaveProperty(
    'why',
    'mallory is let in by allowed-actors, which gives reading only',
  );
});

it('a bot is let in only where it is known that it is not ourselves', () => {
  const allowed = { bots: ['*'], actors: [] };
  expect(mayRun(asked({ parties: [bot], allowed }))).toMatchObject({ kind: 'yes' });
  expect(mayRun(asked({ parties: [bot], allowed, me: null }))).toMatchObject({ kind: 'no' });
});

it('who repeats a job is known by name alone and may be let in by number all the same', () => {
  const { standing } = person('read');
  const repeater: KnownParty = {
    as: 'repeater',
    account: { login: 'mona', id: null, type: 'User' },
    standing,
  };
  const by = (actors: readonly string[]): Verdict =>
    mayRun(asked({ parties: [repeater], allowed: { bots: [], actors } }));
  expect(by(['1001'])).toMatchObject({ kind: 'yes', tier: 'read' });
  expect(by(['1002'])).toMatchObject({ kind: 'no' });
});

it('tells what the permission is, what it takes, and what to do', () => {
  const verdict = mayRun(asked({ parties: [person('read', { role: 'triage', login: 'mallory' })] }));
  expect(verdict).toEqual({
    kind: 'no',
    code: 'actor',
    message:
      'mallory, who caused the event, has the permission read (triage), and a run takes write. Have somebody with write permission start one, give it to mallory, or name mallory (1001) in allowed-actors.',
  });
});

const rank = (verdict: Verdict): number => (verdict.kind === 'no' ? 0 : { read: 1, write: 2 }[verdict.tier]);

it('nobody gets more by having more people behind an event', () => {
  const anyone = fc.constantFrom(writer, stranger, ourselves, bot, deleted, person('admin'), account({}));
  const events = fc.constantFrom('pull_request', 'workflow_run', 'workflow_dispatch', 'issue_comment');
  const allowed = fc.constantFrom({ bots: ['*'], actors: ['*'] }, { bots: [], actors: [] });
  fc.assert(
    fc.property(fc.array(anyone, { minLength: 1 }), anyone, events, allowed, (parties, one, event, lists) => {
      const few = mayRun(asked({ event, parties, allowed: lists }));
      const more = mayRun(asked({ event, parties: [...parties, one], allowed: lists }));
      expect(rank(more)).toBeLessThanOrEqual(rank(few));
    }),
  );
});
