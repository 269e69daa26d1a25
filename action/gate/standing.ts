import type { Account, Head, Party } from '../event/who.ts';
import type { Identity } from '../github/identity.ts';

/** What GitHub says about somebody now. */
export type Standing =
  | {
      readonly kind: 'known';
      readonly id: number;
      /** `admin`, `write`, `read` or `none`: what a role comes to, maintain (write), triage (read) and custom ones included. */
      readonly permission: string;
      /** The role's own name, for people. */
      readonly role: string;
    }
  /** GitHub has no such person. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'unasked' };

export interface KnownParty extends Party {
  readonly standing: Standing;
}

/** The inputs `allowed-bots` and `allowed-actors`: logins, numeric ids, `*`. */
export interface Allowed {
  readonly bots: readonly string[];
  readonly actors: readonly string[];
}

/** All that is needed to say whether an event may start a run. */
export interface Case {
  readonly event: string;
  readonly head: Head;
  readonly parties: readonly KnownParty[];
  readonly author: KnownParty | null;
  readonly allowed: Allowed;
  /** Whom our token posts as. Null where it was not asked for: then no bot is let in. */
  readonly me: Identity | null;
}

export type Yes =
  | { readonly kind: 'yes'; readonly tier: 'write' }
  /** `why` says what keeps it from writing. */
  | { readonly kind: 'yes'; readonly tier: 'read'; readonly why: string };

export type Verdict =
  | Yes
  /** `message` names whom it is about, and what to do. */
  | { readonly kind: 'no'; readonly code: 'actor' | 'loop' | 'fork' | 'event'; readonly message: string };

/**
 * Whether a list names somebody. Digits are an id and never a login, though a login may be all digits: else whoever took the
 * digits of an allowed id as a name would be let in. Logins know no case, and a bot may be named without its suffix.
 */
export function isNamed(account: Account, list: readonly string[]): boolean {
  const login = account.login.toLowerCase();
  return list.some((entry) => {
    if (entry === '*') return true;
    if (/^\d+$/.test(entry)) return entry === String(account.id ?? '');
    const name = entry.toLowerCase();
    return name === login || (account.type === 'Bot' && `${name}[bot]` === login);
  });
}

/** Named by number, which nobody else can ever have. */
export function isNamedById({ id }: Account, list: readonly string[]): boolean {
  return id !== null && list.includes(String(id));
}
