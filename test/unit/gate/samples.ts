import type { Account } from '../../../action/event/who.ts';
import type { Case, KnownParty, Standing } from '../../../action/gate/standing.ts';

export const id = 1001;

export function person(
  permission: string,
  { role = permission, idNow = id, login = 'mona' }: { role?: string; idNow?: number; login?: string } = {},
): KnownParty {
  const standing: Standing = { kind: 'known', id: idNow, permission, role };
  return { as: 'sender', account: { login, id, type: 'User' }, standing };
}

export function account(over: Partial<Account>, standing: Standing = { kind: 'unasked' }): KnownParty {
  return { as: 'sender', account: { login: 'mona', id, type: 'User', ...over }, standing };
}

export const deleted: KnownParty = { as: 'sender', account: null, standing: { kind: 'unasked' } };

/** Somebody else than anyone in the samples. */
export const me = { login: 'github-actions[bot]', id: 41_898_282 };

export function asked(over: Partial<Case>): Case {
  return {
    event: 'workflow_dispatch',
    head: 'none',
    parties: [],
    author: null,
    allowed: { bots: [], actors: [] },
    me,
    ...over,
  };
}

/** A table as people write it: columns apart by two blanks or more, the first row and the first column are names. */
export function table(text: string): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const [head = [], ...rows] = text
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/ {2,}/));
  const names = head.slice(1);
  return new Map(
    rows.map(([name = '', ...cells]) => {
      if (cells.length !== names.length) throw new Error(`The row ${name} has ${cells.length} cells.`);
      return [name, new Map(names.map((column, index) => [column, cells[index] ?? '']))];
    }),
  );
}
