export interface Fault {
  readonly method?: string;
  /** Matched against the path as requested (with query), so a part of it is enough. */
  readonly path?: RegExp | string;
  /** How often it strikes; 1 if left out. */
  readonly times?: number;
  readonly delayMs?: number;
  /** Destroy the connection before anything happens, never answer, or act and then lose the answer. */
  readonly action?: 'reset' | 'hang' | 'reset-after';
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** With a status: act first, then answer with the status all the same. */
  readonly after?: boolean;
}

export class Faults {
  readonly #queue: { readonly fault: Fault; left: number }[] = [];

  add(fault: Fault): void {
    this.#queue.push({ fault, left: fault.times ?? 1 });
  }

  clear(): void {
    this.#queue.length = 0;
  }

  /** Takes the first fault that concerns a request, in the order they were ordered. */
  take(method: string, path: string): Fault | null {
    const entry = this.#queue.find(({ fault }) => concerns(fault, method, path));
    if (entry === undefined) return null;
    entry.left -= 1;
    if (entry.left <= 0) this.#queue.splice(this.#queue.indexOf(entry), 1);
    return entry.fault;
  }
}

/** GitHub's answer to someone who creates too much at once, word for word. */
export function secondaryLimitFault(options: {
  path?: RegExp | string;
  times?: number;
  retryAfterSeconds: number;
}): Fault {
  const { retryAfterSeconds, ...where } = options;
  return {
    ...where,
    status: 403,
    headers: { 'retry-after': String(retryAfterSeconds) },
    body: {
      message:
        'You have exceeded a secondary rate limit. Please wait a few minutes before you try again. ' +
        'If you reach out to GitHub Support for help, please include the request ID.',
      documentation_url:
        'https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits',
    },
  };
}

function concerns(fault: Fault, method: string, path: string): boolean {
  if (fault.method !== undefined && fault.method.toUpperCase() !== method) return false;
  if (fault.path === undefined) return true;
  return typeof fault.path === 'string' ? path.includes(fault.path) : path.search(fault.path) >= 0;
}
