import type { Repository } from './repository.ts';
import type { User } from './user.ts';

export type Level = 'none' | 'read' | 'write';
export type Permission =
  | 'metadata'
  | 'contents'
  | 'pull_requests'
  | 'issues'
  | 'actions'
  | 'checks'
  | 'statuses'
  | 'id_token';
export type Permissions = Readonly<Partial<Record<Permission, Level>>>;

/** A workflow's token is bound to one repository and to what the workflow asked for; a personal one acts as its user. */
export type Token =
  | {
      readonly kind: 'installation';
      readonly user: User;
      readonly repository: Repository;
      readonly permissions: Permissions;
    }
  | { readonly kind: 'user'; readonly user: User };

/** One of GitHub's roles, or one that an organization made on top of one of them. */
export type Role =
  | 'read'
  | 'triage'
  | 'write'
  | 'maintain'
  | 'admin'
  | { readonly name: string; readonly base: 'read' | 'triage' | 'write' | 'maintain' };

/** What a role comes to, in the words that GitHub's API had before there were more roles. */
export function baseOf(role: Role): 'read' | 'write' | 'admin' {
  const name = typeof role === 'string' ? role : role.base;
  if (name === 'triage') return 'read';
  return name === 'maintain' ? 'write' : name;
}

/** One of these permissions is enough. */
export interface Need {
  readonly level: 'read' | 'write';
  readonly anyOf: readonly Permission[];
}

export function canSee(token: Token | null, repository: Repository): boolean {
  if (!repository.private) return true;
  if (token === null) return false;
  if (token.kind === 'installation') return token.repository === repository;
  return repository.roleOf(token.user) !== null;
}

/** Whether a token may do something in a repository that it can see. */
export function isAllowed(token: Token | null, repository: Repository, need: Need): boolean {
  if (need.level === 'read' && !repository.private) return true;
  if (token === null) return false;
  if (token.kind === 'user') return need.level === 'read' || canWrite(token.user, repository);
  if (token.repository !== repository) return false;
  return need.anyOf.some((permission) => {
    const level = token.permissions[permission] ?? 'none';
    return level === 'write' || level === need.level;
  });
}

function canWrite(user: User, repository: Repository): boolean {
  const role = repository.roleOf(user);
  return role !== null && baseOf(role) !== 'read';
}
