/** What waiting needs, handed in so that tests do not. */
export interface Waiting {
  readonly log: (line: string) => void;
  readonly random: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}
