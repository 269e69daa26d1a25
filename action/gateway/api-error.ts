import type { ServerResponse } from 'node:http';

/** An answer of the gateway's own, in the shape of the Messages API. */
export interface ApiError {
  readonly status: number;
  readonly message: string;
}

const types: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  408: 'timeout_error',
  403: 'permission_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
};

export function sendApiError(response: ServerResponse, { status, message }: ApiError): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  const body = Buffer.from(apiErrorBody({ status, message }));
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': body.length,
    // The official clients obey it: what is refused here is refused the next time too, unless there were too many at once.
    ...(status < 500 && status !== 429 ? { 'x-should-retry': 'false' } : {}),
    ...(status === 429 ? { 'retry-after': '1' } : {}),
    // What is left of a refused request is not read, so nothing may follow it.
    ...(response.req.complete ? {} : { connection: 'close' }),
  });
  response.end(body);
}

function apiErrorBody({ status, message }: ApiError): string {
  return JSON.stringify({ type: 'error', error: { type: types[status] ?? 'api_error', message } });
}
