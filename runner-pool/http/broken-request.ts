import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import type { Logger } from 'pino';
import { ProblemError, problemDocument } from '../problem.ts';
import { limits } from './limits.ts';

/** What is no request at all reaches no route: answered on the bare connection, which then ends. */
export function answerBrokenRequest(
  log: Pick<Logger, 'info'>,
  error: Error & { readonly code?: string },
  socket: Socket,
): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const problem = problemOf(error.code);
  const requestId = randomUUID();
  const body = JSON.stringify(problemDocument(problem, requestId));
  log.info({ reqId: requestId, status: problem.status, code: problem.code }, 'request');
  socket.end(
    [
      `HTTP/1.1 ${problem.status} ${reasons[problem.status] ?? 'Bad Request'}`,
      'content-type: application/problem+json; charset=utf-8',
      `content-length: ${Buffer.byteLength(body)}`,
      'connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}

const reasons: Readonly<Record<number, string>> = {
  408: 'Request Timeout',
  431: 'Request Header Fields Too Large',
};

function problemOf(code: string | undefined): ProblemError {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return new ProblemError({
      status: 408,
      code: 'request_timeout',
      detail: 'The request took too long to arrive.',
    });
  if (code === 'HPE_HEADER_OVERFLOW')
    return new ProblemError({
      status: 431,
      code: 'headers_too_large',
      detail: `Address and headers have more than ${limits.headerBytes} bytes. Send fewer or shorter headers.`,
    });
  return new ProblemError({ status: 400, code: 'bad_request', detail: 'This is not HTTP as it should be.' });
}
