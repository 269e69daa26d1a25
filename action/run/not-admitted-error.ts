import type { Ending } from './ending.ts';

/** The coordinator would not have this run. */
export class NotAdmittedError extends Error {
  override readonly name = 'NotAdmittedError';
  readonly ending: Ending;

  constructor(message: string, ending: Ending) {
    super(message);
    this.ending = ending;
  }
}
