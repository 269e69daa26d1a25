/** GitHub would not take, or could not be reached for, what was to be published. The message names what; the remedy what to do. */
export class PublishError extends Error {
  override readonly name = 'PublishError';
  readonly code = 'publish_failed';
  readonly remedy: string;

  constructor(message: string, options: { readonly remedy: string; readonly cause?: unknown }) {
    super(message, { cause: options.cause });
    this.remedy = options.remedy;
  }
}
