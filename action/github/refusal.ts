/** What can be told about a failed request, whatever threw it. */
export interface Refusal {
  /** GitHub's status; null when no answer arrived, or none that could be read to its end. */
  readonly status: number | null;
  readonly message: string;
  readonly headers: Readonly<Record<string, string | number | undefined>>;
}

export function refusalOf(error: unknown): Refusal {
  const { response, message } = (error ?? {}) as {
    response?: Partial<Refusal> | undefined;
    message?: unknown;
  };
  const text = typeof message === 'string' ? message : String(error);
  if (response === undefined) return { status: null, message: text, headers: {} };
  return {
    status: response.status ?? null,
    message: text.replace(/ - https:\/\/docs\.github\.com\S*$/, ''),
    headers: response.headers ?? {},
  };
}

export function statusOf(error: unknown): number | null {
  return refusalOf(error).status;
}

/** Whether GitHub may have done what was asked although we were told it failed: a lost answer, or trouble on its side. */
export function isUncertain(error: unknown): boolean {
  const { status } = refusalOf(error);
  return status === null || status >= 500 || status === 408;
}

/** Whether GitHub refused only because too much was asked of it lately. */
export function isLimit(error: unknown): boolean {
  const { status, message, headers } = refusalOf(error);
  if (status === 429) return true;
  if (status !== 403) return false;
  const isSpent = String(headers['x-ratelimit-remaining']) === '0';
  return isSpent || headers['retry-after'] !== undefined || /secondary rate|abuse detection/i.test(message);
}
