import { type ReadonlySignal, signal } from '@preact/signals';

/** Who is asking. Empty token: whoever the browser is logged in as. */
export interface Held {
  readonly token: string;
  /** The organization's id; empty: their only one. */
  readonly organization: string;
}

export interface Access extends ReadonlySignal<Held> {
  readonly set: (held: Partial<Held>) => void;
}

const name = 'claude-orchestrator-access';

/** Kept as long as this tab is: a token is for this visit alone. */
export function createAccess(storage: Pick<Storage, 'getItem' | 'setItem'>): Access {
  const held = signal(read(storage));
  return Object.assign(held, {
    set: (change: Partial<Held>) => {
      held.value = { ...held.peek(), ...change };
      try {
        storage.setItem(name, JSON.stringify(held.peek()));
      } catch {
        // A browser that keeps nothing: it holds until the page is left.
      }
    },
  });
}

function read(storage: Pick<Storage, 'getItem'>): Held {
  try {
    const { token, organization } = JSON.parse(storage.getItem(name) ?? '{}') as Partial<Held>;
    return { token: String(token ?? ''), organization: String(organization ?? '') };
  } catch {
    return { token: '', organization: '' };
  }
}
