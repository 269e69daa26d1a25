/** A full object name, SHA-1 or SHA-256. Anything shorter, or longer, could be read as a name of something else. */
const fullSha = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

export function isSha(value: string): boolean {
  return fullSha.test(value);
}

/** Gives the value back when it is a full object name, and throws before git sees it when it is not. */
export function checkedSha(value: string): string {
  if (isSha(value)) return value;
  throw new Error(
    `${JSON.stringify(value.slice(0, 100))} is not the full name of a commit, so git was not asked for it.`,
  );
}
