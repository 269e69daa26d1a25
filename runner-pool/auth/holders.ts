import { hashOf } from './api-token.ts';
import { authenticate } from './authenticate.ts';
import { type Person, personOf } from './person.ts';
import type { Principal } from './principal.ts';

export interface Seen<Who> {
  readonly who: Who;
  /** When it was looked up. */
  readonly atMs: number;
}

/** Who holds a credential. For what is asked again and again, a look-up may be a while old; it is kept by the credential's hash. */
export interface Holders {
  readonly ofToken: (token: string, mayBeOld: boolean) => Promise<Seen<Principal> | null>;
  readonly ofLogin: (login: string, mayBeOld: boolean) => Promise<Seen<Person> | null>;
  /** Something may have changed: with one credential, or with any. */
  readonly forget: (credential?: string) => void;
}

type Deps = Parameters<typeof authenticate>[0] & Parameters<typeof personOf>[0];

const keptMs = 110_000;
const mostKept = 10_000;

/** `clock`: milliseconds that never go back, of any beginning. */
export function createHolders(deps: Deps, clock: () => number): Holders {
  let people = new Map<string, Seen<Person>>();
  let tokens = new Map<string, Seen<Principal>>();
  return {
    ofToken: async (token, mayBeOld) => {
      const kept = tokens;
      const isToKeep = ({ kind }: Principal): boolean => kind === 'token';
      const lookUp = async (): Promise<Principal | null> => authenticate(deps, token);
      return remembered({ kept, credential: token, mayBeOld, clock, lookUp, isToKeep });
    },
    ofLogin: async (login, mayBeOld) => {
      const lookUp = async (): Promise<Person | null> => personOf(deps, login);
      return remembered({ kept: people, credential: login, mayBeOld, clock, lookUp, isToKeep: () => true });
    },
    // A look-up that is under way keeps what it finds in a map that nobody reads any more.
    forget: (credential) => {
      if (credential === undefined) {
        people = new Map();
        tokens = new Map();
        return;
      }
      people.delete(hashOf(credential));
      tokens.delete(hashOf(credential));
    },
  };
}

interface Remembering<Who> {
  readonly kept: Map<string, Seen<Who>>;
  readonly credential: string;
  readonly mayBeOld: boolean;
  readonly clock: () => number;
  readonly lookUp: () => Promise<Who | null>;
  readonly isToKeep: (who: Who) => boolean;
}

async function remembered<Who>({
  kept,
  credential,
  mayBeOld,
  clock,
  lookUp,
  isToKeep,
}: Remembering<Who>): Promise<Seen<Who> | null> {
  const key = hashOf(credential);
  const before = kept.get(key);
  const atMs = clock();
  if (mayBeOld && before !== undefined && atMs - before.atMs < keptMs) return before;
  const who = await lookUp();
  kept.delete(key);
  if (who === null) return null;
  const seen = { who, atMs };
  if (isToKeep(who)) kept.set(key, seen);
  const [oldest] = kept.keys();
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
  return seen;
}
