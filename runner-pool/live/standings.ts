import type { Logger } from 'pino';

/** By what somebody may listen. Those with the same key have the same credential, and are asked about once. */
export interface Standing {
  readonly key: string;
  /** When it was looked up that they may. */
  readonly seenMs: number;
  readonly stillMay: () => Promise<boolean>;
}

export interface StandingDeps {
  readonly clock: () => number;
  readonly log: Pick<Logger, 'warn'>;
}

/** Looks up again and again whether those who listen still may. */
export interface Standings {
  /** `lost` is called once they may not, or nobody can say. Gives what takes it back. */
  readonly add: (standing: Standing, lost: () => void) => () => void;
  /** As soon as may be; `of`: only those whose key ends so. */
  readonly recheck: (of?: string) => void;
  readonly end: () => void;
}

interface Group {
  readonly standing: Standing;
  readonly losing: Set<() => void>;
  seenMs: number;
  /** From its look-up to the next. */
  restMs: number;
  isAsked: boolean;
}

/** So that whoever has lost a right has lost the stream within two minutes, though it be looked up a while. */
const latestMs = 115_000;
const everyMs = 2_000;
const askedAtOnce = 200;
/** Many come at once, after a start: they are not asked about at once. */
const restMs = (): number => 60_000 + Math.floor(Math.random() * 40_000);

export function createStandings({ clock, log }: StandingDeps): Standings {
  const groups = new Map<string, Group>();
  const lose = (group: Group): void => {
    for (const lost of [...group.losing]) lost();
  };
  const ask = async (group: Group): Promise<void> => {
    group.isAsked = true;
    const nowMs = clock();
    try {
      if (await group.standing.stillMay()) Object.assign(group, { seenMs: nowMs, restMs: restMs() });
      else lose(group);
    } catch (error) {
      log.warn({ err: error }, 'the right to listen could not be looked up');
      if (clock() - group.seenMs > latestMs) lose(group);
    } finally {
      group.isAsked = false;
    }
  };
  const askAll = (isMeant: (group: Group) => boolean, most: number): void => {
    const due = [...groups.values()].filter((group) => !group.isAsked && isMeant(group));
    for (const group of due.slice(0, most)) void ask(group);
  };
  const isDue = (group: Group): boolean => clock() - group.seenMs >= group.restMs;
  const timer = setInterval(() => askAll(isDue, askedAtOnce), everyMs);
  timer.unref();
  return {
    add: (standing, lost) => {
      const { key, seenMs } = standing;
      const group = groups.get(key) ?? {
        ...{ standing, losing: new Set(), seenMs },
        ...{ restMs: restMs(), isAsked: false },
      };
      groups.set(key, group);
      group.seenMs = Math.max(group.seenMs, seenMs);
      group.losing.add(lost);
      return () => {
        group.losing.delete(lost);
        if (group.losing.size === 0 && groups.get(key) === group) groups.delete(key);
      };
    },
    recheck: (of = '') => {
      // Not all at once: the rest with the next rounds.
      for (const [key, group] of groups) if (key.endsWith(of)) group.restMs = 0;
      askAll(isDue, askedAtOnce);
    },
    end: () => clearInterval(timer),
  };
}
