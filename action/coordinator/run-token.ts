/** The token that speaks for one run, and the last that was taken. */
export interface RunToken {
  readonly text: () => string;
  /** Takes a fresh one where the last is old enough: what is not taken is kept nowhere. `force` where the last was refused. */
  readonly offer: (token: string, options: { readonly force: boolean }) => void;
}

interface Deps {
  readonly hide: (secret: string) => void;
  /** Milliseconds of a clock that only goes forward. */
  readonly monotonic: () => number;
}

/**
 * Each heartbeat brings a fresh one, good for a quarter of an hour. Each that is taken makes the runner's masking and our redaction search for
 * one more text, so not every one is.
 */
const freshMs = 180_000;
/** What a header can carry. */
const tokenText = /^[\x21-\x7e]{1,8000}$/;

export function createRunToken({ hide, monotonic }: Deps): RunToken {
  let current = '';
  let takenAt = Number.NEGATIVE_INFINITY;
  return {
    text: () => current,
    offer: (token, { force }) => {
      if (token === current || !tokenText.test(token) || (!force && monotonic() - takenAt < freshMs)) return;
      hide(token);
      current = token;
      takenAt = monotonic();
    },
  };
}
