/** Something the person at the keyboard can put right: told without a stack, with exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly remedy: string;
  constructor(problem: string, remedy: string) {
    super(problem);
    this.remedy = remedy;
  }
}
