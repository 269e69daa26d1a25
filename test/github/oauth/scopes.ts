/** Scopes come separated by spaces or commas; one that holds another takes its place, as GitHub normalises them. */
export function readScopes(text: string | undefined): string[] {
  const asked = new Set((text ?? '').split(/[\s,]+/).filter(Boolean));
  if (asked.has('user')) for (const part of ['read:user', 'user:email', 'user:follow']) asked.delete(part);
  if (asked.has('repo')) for (const part of ['public_repo', 'repo:status', 'repo:invite']) asked.delete(part);
  if (asked.has('admin:org')) for (const part of ['write:org', 'read:org']) asked.delete(part);
  return [...asked].sort();
}
