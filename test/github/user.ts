export interface User {
  readonly login: string;
  readonly id: number;
  readonly type: 'User' | 'Bot' | 'Organization' | 'Mannequin';
}

/** Who acts when a workflow uses its own GITHUB_TOKEN; login and id are the real ones. */
export const githubActions: User = { login: 'github-actions[bot]', id: 41_898_282, type: 'Bot' };

/** GraphQL calls a bot by its name alone, where REST adds `[bot]`. */
export function graphqlLogin(user: User): string {
  return user.type === 'Bot' ? user.login.replace(/\[bot\]$/, '') : user.login;
}

export function userNodeId(user: User): string {
  const prefix = user.type === 'Bot' ? 'BOT' : user.type === 'Organization' ? 'O' : 'U';
  return nodeId(prefix, user.id);
}

export function noreplyEmail(user: User): string {
  return `${user.id}+${user.login}@users.noreply.github.com`;
}

/** Opaque to clients, as GitHub's are: a type prefix and something that means nothing to them. */
export function nodeId(prefix: string, id: number): string {
  return `${prefix}_kwDO${Buffer.from(String(id)).toString('base64url')}`;
}
