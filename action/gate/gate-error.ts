/** GitHub did not say who may start a run. Nothing is known then, so nothing is started. */
export class GateError extends Error {
  override readonly name = 'GateError';
  readonly code = 'gate';
  readonly remedy: string;

  constructor(message: string, options: { readonly remedy: string; readonly cause?: unknown }) {
    super(message, { cause: options.cause });
    this.remedy = options.remedy;
  }
}
