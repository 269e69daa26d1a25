import { createFeed, type Feed, type FeedDeps } from './feed.ts';

/** One feed for each organization that somebody wants to hear of; one that nobody has wanted for long is forgotten. */
export interface Feeds {
  readonly of: (orgId: number) => Feed;
  /** Something of this organization was written by this process. */
  readonly nudge: (orgId: number) => void;
  /** What was told after this id, as JSON: contract/stream.ts, Changes. Without a question to the database. */
  readonly changes: (asked: ChangesAsked) => string;
  readonly end: () => void;
}

export interface ChangesAsked {
  readonly orgId: number;
  readonly after: string;
  /** Whose journal matters, too. */
  readonly run: string | null;
}

/** Who asks from time to time is told of what happened meanwhile. */
const afterPollMs = 150_000;
const keptMs = 600_000;

export function createFeeds(deps: FeedDeps): Feeds {
  const feeds = new Map<number, { readonly feed: Feed; usedMs: number }>();
  const forgetUnused = (): void => {
    for (const [orgId, { feed, usedMs }] of feeds)
      if (feed.isAsleep() && deps.clock() - usedMs > keptMs) {
        feed.end();
        feeds.delete(orgId);
      }
  };
  const of = (orgId: number): Feed => {
    forgetUnused();
    const kept = feeds.get(orgId) ?? { feed: createFeed(deps, orgId), usedMs: 0 };
    kept.usedMs = deps.clock();
    feeds.set(orgId, kept);
    return kept.feed;
  };
  return {
    of,
    nudge: (orgId) => feeds.get(orgId)?.feed.nudge(),
    changes: ({ orgId, after, run }) => {
      const { ring, stayAwake } = of(orgId);
      stayAwake(afterPollMs);
      const told = ring.after(after)?.filter(({ event, run: about }) => event === 'run' || about === run);
      const messages = told?.map(({ event, data }) => message(event, data)) ?? [message('reset', '{}')];
      return `{"id":"${ring.id()}","messages":[${messages.join(',')}]}`;
    },
    end: () => {
      for (const { feed } of feeds.values()) feed.end();
    },
  };
}

const message = (event: string, data: string): string => `{"event":"${event}","data":${data}}`;
