export interface RecordedRequest {
  readonly method: string;
  /** As requested, with its query. */
  readonly path: string;
  /** GitHub's operation id (`pulls/create-review`), or `graphql`, `git/…`, `artifacts/…`; `unknown` for the rest. */
  readonly route: string;
  /** Parsed JSON; undefined where there is none. */
  readonly body: unknown;
  /** Login of whose token it was; null without one. */
  readonly actor: string | null;
  readonly startedAtMs: number;
  /** Null while it runs, and for ever when the connection was destroyed. */
  status: number | null;
  endedAtMs: number | null;
}

export type RequestListener = (request: RecordedRequest) => void | Promise<void>;

/** Milliseconds since the epoch with a fraction, so that requests of several processes can be put in one line. */
export function nowMs(): number {
  return performance.timeOrigin + performance.now();
}
