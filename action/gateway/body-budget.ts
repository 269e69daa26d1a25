export interface BodyBudget {
  readonly open: () => BodyLease;
}

/** The bytes of one request, for as long as it is under way. */
export interface BodyLease {
  /** false: there is no room for them. */
  readonly take: (bytes: number) => boolean;
  readonly close: () => void;
}

/** Two of the largest bodies the API takes. What is made of a body takes a multiple of its bytes. */
const budgetBytes = 64 * 1024 * 1024;
/** What a request takes however small its body is. */
const leastBytes = 64 * 1024;

/** One measure for all requests together: each for itself may be as large as the API allows, and there may be hundreds. */
export function createBodyBudget(): BodyBudget {
  let usedBytes = 0;
  return {
    open: () => {
      let [bytes, held] = [0, leastBytes];
      usedBytes += held;
      return {
        take: (more) => {
          bytes += more;
          const grown = Math.max(held, bytes);
          usedBytes += grown - held;
          held = grown;
          return usedBytes <= budgetBytes;
        },
        close: () => {
          usedBytes -= held;
          held = 0;
        },
      };
    },
  };
}
