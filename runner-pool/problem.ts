import type { Problem } from '../contract/problem.ts';

/** A refusal or fault with a stable code; the server answers it as RFC 9457. `detail` is shown: no secret goes into it. */
export class ProblemError extends Error {
  readonly status: number;
  readonly code: string;
  /** Further members of the problem document, and of the headers. */
  readonly more: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor({ status, code, detail, more = {}, headers = {}, cause }: ProblemParts) {
    super(detail, { cause });
    this.name = 'ProblemError';
    this.status = status;
    this.code = code;
    this.more = more;
    this.headers = headers;
  }
}

export interface ProblemParts {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly more?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

const titles: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Not authenticated',
  402: 'Budget is short',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  408: 'Took too long',
  409: 'Conflict',
  410: 'Gone',
  412: 'Changed meanwhile',
  413: 'Too large',
  414: 'Address too long',
  415: 'Unsupported media type',
  416: 'No such range',
  422: 'Cannot be processed',
  429: 'Too many requests',
  431: 'Headers too large',
  500: 'Internal fault',
  503: 'Not available now',
};

export const titleOf = (status: number): string => titles[status] ?? 'Error';

export function problemDocument({ status, code, message, more }: ProblemError, requestId: string): Problem {
  return {
    type: 'about:blank',
    title: titleOf(status),
    status,
    detail: message,
    code,
    requestId,
    ...more,
  };
}

/** The one answer for what is not there and for what is another tenant's: nobody can tell which. */
export function notFound(): ProblemError {
  return new ProblemError({
    status: 404,
    code: 'not_found',
    detail: 'There is no such thing, or it is not yours to see.',
  });
}
