/** What clients were told that it is done: none of it may be missing afterwards, and nothing may have been done twice. */
export interface History {
  readonly admitted: Map<string, { readonly sessionId: string; readonly grantMicroUsd: number }>;
  /** Highest seq that each run was told is stored. */
  readonly acknowledged: Map<string, number>;
  readonly finished: Map<string, { readonly state: string; readonly spentMicroUsd: number }>;
  readonly webhooks: Set<string>;
  /** Answers that no client may ever get, whatever breaks. */
  readonly wrong: string[];
  readonly count: { requests: number; refused: number; broken: number };
}

export function newHistory(): History {
  return {
    admitted: new Map(),
    acknowledged: new Map(),
    finished: new Map(),
    webhooks: new Set(),
    wrong: [],
    count: { requests: 0, refused: 0, broken: 0 },
  };
}
