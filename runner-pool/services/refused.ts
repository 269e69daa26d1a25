/** Ends a transaction without keeping anything of it, and carries what to answer. */
class Refused<T> extends Error {
  readonly outcome: T;

  constructor(outcome: T) {
    super('refused: nothing of the transaction is kept');
    this.name = 'Refused';
    this.outcome = outcome;
  }
}

export type Refuse<T> = (outcome: T) => never;

/** Runs `work`, which may `refuse(outcome)`: whatever transaction is open inside is rolled back, and the outcome returned. */
export async function orRefused<T, R>(work: (refuse: Refuse<R>) => Promise<T>): Promise<T | R> {
  try {
    return await work((outcome) => {
      throw new Refused(outcome);
    });
  } catch (error) {
    if (error instanceof Refused) return error.outcome as R;
    throw error;
  }
}
