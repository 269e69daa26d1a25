import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';
import { dispatchedPullRequest } from './payload.ts';

const Account = Type.Object({
  login: Type.String({ minLength: 1 }),
  id: Type.Integer({ minimum: 1 }),
  /** `User`, `Bot` (every GitHub App), `Organization`, `Mannequin`. */
  type: Type.String(),
});

/** Someone on GitHub, as an event names them. */
export interface Account extends Omit<Static<typeof Account>, 'id'> {
  /** Null where only the name is known. */
  readonly id: number | null;
}

/** In what part someone has to do with an event. */
export type Part =
  | 'sender'
  | 'run_actor'
  | 'run_triggering_actor'
  | 'comment_author'
  | 'pull_request_author'
  | 'repeater';

export interface Party {
  readonly as: Part;
  /** Null where GitHub names nobody: the account was deleted. */
  readonly account: Account | null;
}

/** Whose commit an event is about: this repository's, another's, nobody's, or one that the event does not tell. */
export type Head = 'same' | 'fork' | 'none' | 'unknown';

/** Everyone an event comes from. What is named here decides who may start a run; what they wrote does not. */
export interface Who {
  readonly event: string;
  /** All of them have to be allowed. */
  readonly parties: readonly Party[];
  /** Whoever opened the pull request: their words are in it, whoever sent the event. Null where there is none. */
  readonly author: Party | null;
  readonly head: Head;
}

export function whoOf(event: string, payload: unknown): Who {
  return {
    event,
    parties: partiesOf(event, payload),
    author: isThere(payload, 'pull_request')
      ? { as: 'pull_request_author', account: accountAt(payload, 'pull_request', 'user') }
      : null,
    head: headOf(event, payload),
  };
}

function partiesOf(event: string, payload: unknown): readonly Party[] {
  const party = (as: Part, ...path: readonly string[]): Party => ({
    as,
    account: accountAt(payload, ...path),
  });
  const sender = party('sender', 'sender');
  switch (event) {
    case 'schedule':
      // Nobody sends it: whoever could write the workflow file has decided.
      return [];
    case 'workflow_run':
      return [
        sender,
        party('run_actor', 'workflow_run', 'actor'),
        party('run_triggering_actor', 'workflow_run', 'triggering_actor'),
      ];
    // A comment can be edited by someone else than its author, and still says what the author wrote.
    case 'issue_comment':
    case 'pull_request_review_comment':
      return [sender, party('comment_author', 'comment', 'user')];
    case 'pull_request_review':
      return [sender, party('comment_author', 'review', 'user')];
    default:
      return [sender];
  }
}

function headOf(event: string, payload: unknown): Head {
  if (isThere(payload, 'pull_request')) {
    return sameRepository(payload, ['pull_request', 'head', 'repo'], ['pull_request', 'base', 'repo']);
  }
  if (event === 'workflow_run') {
    return sameRepository(payload, ['workflow_run', 'head_repository'], ['repository']);
  }
  const namesPullRequest = event === 'workflow_dispatch' && dispatchedPullRequest(payload) !== '';
  return namesPullRequest || isThere(payload, 'issue', 'pull_request') ? 'unknown' : 'none';
}

/** By number: a name can be given up and taken by somebody else. */
function sameRepository(payload: unknown, one: readonly string[], other: readonly string[]): Head {
  const id = at(payload, [...one, 'id']);
  return typeof id === 'number' && id === at(payload, [...other, 'id']) ? 'same' : 'fork';
}

function accountAt(payload: unknown, ...path: readonly string[]): Account | null {
  const found = at(payload, path);
  return Value.Check(Account, found) ? { login: found.login, id: found.id, type: found.type } : null;
}

function isThere(payload: unknown, ...path: readonly string[]): boolean {
  const found = at(payload, path);
  return typeof found === 'object' && found !== null;
}

function at(payload: unknown, path: readonly string[]): unknown {
  let found = payload;
  for (const name of path) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name)) return undefined;
    found = (found as Readonly<Record<string, unknown>>)[name];
  }
  return found;
}
