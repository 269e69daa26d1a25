import type { Socket } from 'node:net';
import { ProblemError, problemDocument } from '../problem.ts';

/** What is no request at all reaches no route: answered on the bare connection, which then ends. */
export function answerBrokenRequest(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const problem = problemOf(error.code);
  const body = JSON.stringify(problemDocument(problem, ''));
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
      detail: 'Address and headers are too long.',
    });
  return new ProblemError({ status: 400, code: 'bad_request', detail: 'This is not HTTP as it should be.' });
}
