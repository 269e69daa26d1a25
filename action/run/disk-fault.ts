import { type Ending, failure } from './ending.ts';

/** Whether an error says that the runner's disk is full, read-only or broken. */
export function isDiskError(error: unknown): boolean {
  const code = (error as { readonly code?: unknown } | null)?.code;
  return code === 'ENOSPC' || code === 'EDQUOT' || code === 'EROFS' || code === 'EFBIG' || code === 'EIO';
}

/** The ending of a run whose files could not be written; `after` is what else went wrong. */
export function diskFailure(message: string, after = ''): Ending {
  const then = after === '' ? '' : ` Then: ${after}`;
  return failure(
    'internal',
    `The runner's disk could not be written: ${message}.${then}`,
    'Free some space on the runner, or use a larger one.',
  );
}
