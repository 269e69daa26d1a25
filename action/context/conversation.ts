/** What somebody has said on a pull request, below it or on a line of its diff. */
export interface PostedComment {
  /** Null when the account is deleted. */
  readonly author: string | null;
  /** By an app or a machine account. */
  readonly isBot: boolean;
  /** By a run of this action. */
  readonly isOurs: boolean;
  /** Hidden on the page by someone who may, as spam or as settled. */
  readonly isHidden: boolean;
  /** What GitHub says of the author: OWNER, MEMBER, CONTRIBUTOR, NONE … */
  readonly association: string;
  readonly createdAt: string;
  /** The last edit; as `createdAt` where there was none. */
  readonly updatedAt: string;
  readonly body: string;
  /** On the diff; `line` is null where it has moved away. */
  readonly place: { readonly path: string; readonly line: number | null } | null;
}

export interface Conversation {
  /** The oldest first. */
  readonly comments: readonly PostedComment[];
  readonly leftOut: {
    /** Written or edited after the run was triggered. */
    readonly late: number;
    /** Beyond what a prompt has room for. */
    readonly older: number;
  };
}

const MOST_COMMENTS = 30;
const MOST_CHARS = 20_000;

/**
 * What people have said before the run was triggered: the newest, as much as there is room for. Whoever triggers a run has
 * read what stood there then; what came or was changed later may have been written for the run to read.
 */
export function selectConversation(posted: readonly PostedComment[], triggeredAtMs: number): Conversation {
  const people = posted.filter((one) => !one.isBot && !one.isOurs && !one.isHidden && one.body.trim() !== '');
  const inTime = people.filter(
    (one) => isUpTo(one.createdAt, triggeredAtMs) && isUpTo(one.updatedAt, triggeredAtMs),
  );
  const newestFirst = inTime.toSorted((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt));
  const chosen: PostedComment[] = [];
  let room = MOST_CHARS;
  for (const one of newestFirst.slice(0, MOST_COMMENTS)) {
    room -= one.body.length;
    // The newest is worth giving in part; the others are given whole or not at all.
    if (room < 0 && chosen.length > 0) break;
    chosen.push(one);
  }
  return {
    comments: chosen.reverse(),
    leftOut: { late: people.length - inTime.length, older: inTime.length - chosen.length },
  };
}

/** When somebody asked for this run: as the event says, which holds the pull request as it was then; else its start. */
export function triggeredAtMs({
  eventName,
  updatedAt,
  startedAtMs,
}: {
  readonly eventName: string;
  /** `updated_at` of the pull request in the event. */
  readonly updatedAt: unknown;
  readonly startedAtMs: number;
}): number {
  if (eventName !== 'pull_request' || typeof updatedAt !== 'string') return startedAtMs;
  const atMs = Date.parse(updatedAt);
  return Number.isNaN(atMs) ? startedAtMs : atMs;
}

/** For the people who read the review; empty when nothing came late. */
export function describeLate({ leftOut: { late } }: Conversation): string {
  if (late === 0) return '';
  const what = late === 1 ? '1 comment was' : `${late} comments were`;
  return `${what} written or edited after this run was triggered, and left out.`;
}

/** A time that cannot be read is not known to be before anything. GitHub's times are whole seconds. */
function isUpTo(time: string, limitMs: number): boolean {
  return Date.parse(time) <= limitMs;
}
