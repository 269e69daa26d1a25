/** A refusal in GitHub's words: thrown by whatever notices it, sent as the answer. */
export class Problem extends Error {
  readonly code = 'GITHUB_PROBLEM';
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    body: Readonly<Record<string, unknown>> & { readonly message: string },
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(body.message);
    this.status = status;
    this.body = {
      ...body,
      documentation_url: body['documentation_url'] ?? 'https://docs.github.com/rest',
      status: String(status),
    };
    this.headers = headers;
  }
}

export function notFound(): Problem {
  return new Problem(404, { message: 'Not Found' });
}

export function badCredentials(): Problem {
  return new Problem(401, { message: 'Bad credentials' });
}

export function requiresAuthentication(): Problem {
  return new Problem(401, { message: 'Requires authentication' });
}

/** What a workflow's token hears that lacks a permission. */
export function notAccessible(accepted?: string): Problem {
  const headers: Record<string, string> =
    accepted === undefined ? {} : { 'x-accepted-github-permissions': accepted };
  return new Problem(403, { message: 'Resource not accessible by integration' }, headers);
}

export interface FieldError {
  readonly resource: string;
  readonly field: string;
  readonly code: string;
  readonly message?: string;
}

export function validationFailed(...errors: readonly FieldError[]): Problem {
  return new Problem(422, { message: 'Validation Failed', errors });
}

/** The review endpoints answer with plain sentences instead of field errors. */
export function unprocessable(...errors: readonly string[]): Problem {
  return new Problem(422, { message: 'Unprocessable Entity', errors });
}
