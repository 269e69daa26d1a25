export interface HeldClaim {
  /** Aborted once the claim is lost, or may be. */
  readonly signal: AbortSignal;
  readonly end: () => void;
}

/** Keeps a claim while its holder lives. Not confirmed for most of its time, it counts as lost: another may have it. */
export function holdClaim({
  claimMs,
  renew,
}: {
  readonly claimMs: number;
  readonly renew: () => Promise<boolean>;
}): HeldClaim {
  const lost = new AbortController();
  let confirmedMs = performance.now();
  const timer = setInterval(() => {
    const askedMs = performance.now();
    if (askedMs - confirmedMs > claimMs * 0.8) lose(lost);
    renew().then(
      (isHeld) => {
        if (isHeld) confirmedMs = askedMs;
        else lose(lost);
      },
      () => undefined,
    );
  }, claimMs / 4);
  return { signal: lost.signal, end: () => clearInterval(timer) };
}

function lose(controller: AbortController): void {
  controller.abort(new Error('The claim was lost: another worker may have it'));
}
