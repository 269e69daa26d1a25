/** When a feed looks for changes: never twice at once, and never more often than its gap. */
export interface Pace {
  /** Looks when it is due, if anybody wants it. */
  readonly plan: () => void;
  /** Something was written: the next look is due sooner. */
  readonly nudge: () => void;
  /** Looks at once, or waits for the look that is under way. */
  readonly now: () => Promise<void>;
  readonly end: () => void;
}

interface PaceDeps {
  readonly look: () => Promise<void>;
  /** Between two looks; null: nobody wants any. */
  readonly gapMs: (isNudged: boolean) => number | null;
  readonly failed: (error: unknown) => void;
  readonly clock: () => number;
}

const longestRestMs = 10_000;

export function createPace({ look, gapMs, failed, clock }: PaceDeps): Pace {
  let timer: NodeJS.Timeout | undefined;
  let underWay: Promise<void> | null = null;
  let isNudged = false;
  let isEnded = false;
  let failures = 0;
  let lastMs = 0;

  const lookOnce = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    isNudged = false;
    lastMs = clock();
    try {
      await look();
      failures = 0;
    } catch (error) {
      failures += 1;
      throw error;
    } finally {
      underWay = null;
      plan();
    }
  };
  const now = async (): Promise<void> => {
    underWay ??= lookOnce();
    return underWay;
  };
  const plan = (): void => {
    if (isEnded || underWay !== null) return;
    clearTimeout(timer);
    timer = undefined;
    const gap = gapMs(isNudged);
    if (gap === null) return;
    const rest = failures === 0 ? gap : Math.min(longestRestMs, gap * 2 ** Math.min(failures, 10));
    const lookIfWanted = (): void => {
      if (gapMs(isNudged) !== null) now().catch(failed);
    };
    timer = setTimeout(lookIfWanted, Math.max(0, lastMs + rest - clock()));
    timer.unref();
  };
  return {
    plan,
    now,
    nudge: () => {
      if (isNudged) return;
      isNudged = true;
      plan();
    },
    end: () => {
      isEnded = true;
      clearTimeout(timer);
    },
  };
}
