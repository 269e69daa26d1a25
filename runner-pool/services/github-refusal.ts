/** The HTTP status of an error of Octokit's; 0 where it has none. */
export function statusOf(error: unknown): number {
  const status: unknown = (error as { readonly status?: unknown } | null)?.status;
  return typeof status === 'number' ? status : 0;
}

/** What GitHub says of its refusal. */
export function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
