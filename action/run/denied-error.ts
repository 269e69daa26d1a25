/** The run may not have what it asks for, or not in the way it asks. */
export class DeniedError extends Error {
  override readonly name = 'DeniedError';
  readonly remedy: string;

  constructor(message: string, remedy: string) {
    super(message);
    this.remedy = remedy;
  }
}
