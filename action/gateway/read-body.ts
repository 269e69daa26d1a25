import type { IncomingMessage } from 'node:http';
import type { ApiError } from './api-error.ts';
import type { BodyLease } from './body-budget.ts';

/** The limit of the Messages API. */
const maxBodyBytes = 32 * 1024 * 1024;
/** Without a byte. A body comes from the same machine. */
const patienceMs = 30_000;

export type ReadBody =
  | { readonly kind: 'read'; readonly bytes: Buffer }
  | { readonly kind: 'too-large' | 'no-room' | 'stalled' };

export async function readBody(
  request: IncomingMessage,
  lease: BodyLease,
  idleMs = patienceMs,
): Promise<ReadBody> {
  if (Number(request.headers['content-length'] ?? 0) > maxBodyBytes) return { kind: 'too-large' };
  const chunks: Buffer[] = [];
  let bytes = 0;
  // Not destroyed on leaving: the refusal goes back by the same connection.
  const incoming = request.iterator({ destroyOnReturn: false }) as AsyncIterator<Buffer>;
  for (;;) {
    const part = await within(incoming.next(), idleMs);
    if (part === 'late') return { kind: 'stalled' };
    if (part.done === true) return { kind: 'read', bytes: Buffer.concat(chunks, bytes) };
    bytes += part.value.length;
    if (bytes > maxBodyBytes) return { kind: 'too-large' };
    if (!lease.take(part.value.length)) return { kind: 'no-room' };
    chunks.push(part.value);
  }
}

export function bodyRefusal(kind: Exclude<ReadBody['kind'], 'read'>): ApiError {
  switch (kind) {
    case 'too-large':
      return { status: 413, message: `The body is larger than ${maxBodyBytes} bytes.` };
    case 'no-room':
      return { status: 429, message: 'The gateway holds as much of other requests as it can. Try again.' };
    case 'stalled':
      return { status: 408, message: 'The rest of the body did not come.' };
    default:
      return kind satisfies never;
  }
}

async function within<T>(promise: Promise<T>, ms: number): Promise<T | 'late'> {
  const late = Promise.withResolvers<'late'>();
  const timer = setTimeout(() => late.resolve('late'), ms);
  try {
    return await Promise.race([promise, late.promise]);
  } finally {
    clearTimeout(timer);
    // What becomes of it once nobody waits is nobody's concern.
    promise.catch(() => undefined);
  }
}
