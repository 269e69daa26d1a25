export interface Batches<Item, Result> {
  readonly add: (item: Item) => Promise<Result>;
}

export interface BatchOptions<Item, Result> {
  /** All of a batch at once, results in its order. */
  readonly send: (items: readonly Item[]) => Promise<readonly Result[]>;
  /** A batch ends before it holds more items or weight than this; one item always goes. */
  readonly mostItems: number;
  readonly mostWeight: number;
  readonly weigh: (item: Item) => number;
  /** Batches under way at a time. */
  readonly atOnce: number;
  /** Whether a failure may be one item's fault: then each goes by itself, and does not take the others along. */
  readonly isOneItems: (error: unknown) => boolean;
}

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/** What comes while a batch is under way goes together in the next one; nothing waits for company. */
export function createBatches<Item, Result>(options: BatchOptions<Item, Result>): Batches<Item, Result> {
  const waiting: Waiting<Item, Result>[] = [];
  let underWay = 0;
  const start = (): void => {
    while (underWay < options.atOnce && waiting.length > 0) {
      underWay += 1;
      void sendAll(options, waiting.splice(0, lengthOfBatch(options, waiting))).finally(() => {
        underWay -= 1;
        start();
      });
    }
  };
  return {
    add: async (item) =>
      new Promise((resolve, reject) => {
        waiting.push({ item, resolve, reject });
        start();
      }),
  };
}

function lengthOfBatch<Item, Result>(
  { mostItems, mostWeight, weigh }: BatchOptions<Item, Result>,
  waiting: readonly Waiting<Item, Result>[],
): number {
  let weight = 0;
  const end = waiting.slice(0, mostItems).findIndex(({ item }) => {
    weight += weigh(item);
    return weight > mostWeight;
  });
  return end === -1 ? mostItems : Math.max(end, 1);
}

async function sendAll<Item, Result>(
  options: Pick<BatchOptions<Item, Result>, 'send' | 'isOneItems'>,
  batch: readonly Waiting<Item, Result>[],
): Promise<void> {
  try {
    const results = await options.send(batch.map(({ item }) => item));
    for (const [index, { resolve }] of batch.entries()) resolve(results[index] as Result);
  } catch (error) {
    if (batch.length > 1 && options.isOneItems(error)) for (const one of batch) await sendAll(options, [one]);
    else for (const { reject } of batch) reject(error);
  }
}
