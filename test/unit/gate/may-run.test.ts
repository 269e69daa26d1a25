import { describe, expect, it } from 'vitest';
import { mayRun } from '../../../action/gate/may-run.ts';
import type { Allowed, Case, KnownParty, Verdict } from '../../../action/gate/standing.ts';
import { account, asked, deleted, id, me, person, table } from './samples.ts';

/** What each actor may have where the event sets no limit, by what allowed-bots and allowed-actors say. */
const byActor = table(`
  actor                        nothing  login  id     everyone
  admin                        write    write  write  write
  maintain                     write    write  write  write
  maintain by its own name     write    write  write  write
  write                        write    write  write  write
  custom role that writes      write    write  write  write
  triage                       actor    read   read   read
  read                         actor    read   read   read
  custom role that reads       actor    read   read   read
  none                         actor    read   read   read
  unknown permission           actor    read   read   read
  not asked about              actor    actor  read   actor
  account gone                 actor    actor  actor  actor
  deleted                      actor    actor  actor  actor
  ghost                        actor    actor  actor  actor
  writer under a taken login   actor    actor  actor  actor
  bot                          actor    read   read   read
  app without suffix           actor    read   read   read
  mannequin                    actor    actor  actor  actor
  organization                 actor    actor  actor  actor
  we ourselves, a bot          loop     loop   loop   loop
  we ourselves, a person       loop     loop   loop   loop
`);

/** What a writer may have, by the event and by whose commit it is about. */
const byEvent = table(`
  event                        none   same   fork   unknown
  pull_request                 write  write  fork   fork
  pull_request_target          read   read   fork   fork
  issue_comment                write  write  fork   fork
  pull_request_review          write  write  fork   fork
  pull_request_review_comment  write  write  fork   fork
  issues                       write  write  fork   fork
  workflow_run                 write  write  fork   fork
  workflow_dispatch            write  write  read   read
  repository_dispatch          write  write  fork   fork
  schedule                     write  write  fork   fork
  push                         write  write  fork   fork
  merge_group                  write  write  fork   fork
  watch                        event  event  event  event
  constructor                  event  event  event  event
`);

const actors: Readonly<Record<string, KnownParty>> = {
  admin: person('admin'),
  maintain: person('write', { role: 'maintain' }),
  'maintain by its own name': person('maintain'),
  write: person('write'),
  'custom role that writes': person('write', { role: 'release-captain' }),
  triage: person('read', { role: 'triage' }),
  read: person('read'),
  'custom role that reads': person('read', { role: 'write' }),
  none: person('none'),
  'unknown permission': person('WRITE'),
  'not asked about': account({}),
  'account gone': account({}, { kind: 'gone' }),
  deleted,
  ghost: person('admin', { login: 'ghost' }),
  'writer under a taken login': person('admin', { idNow: id + 1 }),
  bot: account({ login: 'mona[bot]', type: 'Bot' }),
  'app without suffix': account({ type: 'Bot' }),
  mannequin: account({ type: 'Mannequin' }),
  organization: account({ type: 'Organization' }),
  'we ourselves, a bot': account({ login: me.login, id: me.id, type: 'Bot' }),
  'we ourselves, a person': person('admin'),
};

function allowedOf(column: string, { account: named }: KnownParty): Allowed {
  const entries: Readonly<Record<string, readonly string[]>> = {
    nothing: ['someone-else', '7'],
    login: [named?.login ?? 'mona'],
    id: [String(named?.id ?? id)],
    everyone: ['*'],
  };
  return { bots: entries[column] ?? [], actors: entries[column] ?? [] };
}

const short = (verdict: Verdict): string => (verdict.kind === 'yes' ? verdict.tier : verdict.code);
const mapped = (row: ReadonlyMap<string, string> | undefined): [string, string][] => [...(row ?? [])];

it('every actor of the table is tried', () => {
  expect(Object.keys(actors)).toEqual([...byActor.keys()]);
});

describe.each(Object.entries(actors))('%s', (name, party) => {
  it.each([...byEvent.keys()])('by %s', (event) => {
    const seen: Record<string, string> = {};
    const expected: Record<string, string> = {};
    for (const [head, limit] of mapped(byEvent.get(event))) {
      for (const [column, alone] of mapped(byActor.get(name))) {
        const whoWeAre = name === 'we ourselves, a person' ? { login: 'mona', id } : me;
        const parts = { event, head: head as Case['head'], parties: [party], me: whoWeAre };
        const key = `head ${head}, allowed: ${column}`;
        seen[key] = short(mayRun(asked({ ...parts, allowed: allowedOf(column, party) })));
        const isRefusedByEvent = limit === 'fork' || limit === 'event';
        const isRefused = alone === 'actor' || alone === 'loop';
        expected[key] = isRefusedByEvent
          ? limit
          : isRefused
            ? alone
            : alone === 'read' || limit === 'read'
              ? 'read'
              : 'write';
      }
    }
    expect(seen).toEqual(expected);
  });
});
