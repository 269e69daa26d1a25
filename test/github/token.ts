import type { Problem } from './http/problem.ts';
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
  | 'workflows'
  | 'administration'
  | 'members'
  | 'organization_self_hosted_runners'
  | 'id_token';
export type Permissions = Readonly<Partial<Record<Permission, Level>>>;

/** What an OAuth app may ask a person for; the few that our routes look at. */
export type Scope = 'repo' | 'public_repo' | 'user' | 'read:user' | 'read:org' | 'admin:org';

/**
 * A workflow's token is bound to one repository and to what the workflow asked for, an app's to its installation; a personal
 * one acts as its user, within its scopes.
 */
export type Token = (
  | {
      readonly kind: 'installation';
      readonly user: User;
      /** Asked each time: an installation on all repositories gets each new one. */
      readonly repositories: () => readonly Repository[];
      readonly selection: 'all' | 'selected';
      readonly permissions: Permissions;
    }
  | {
      readonly kind: 'user';
      readonly user: User;
      /** Null: it may do whatever the user may. */
      readonly scopes: readonly string[] | null;
    }
) & {
  /** Why it is good no more (expired, revoked, suspended), if so. */
  readonly refusal?: () => Problem | null;
};

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

/** Whether a person's token was given one of the scopes. */
export function hasScope(token: Token, ...anyOf: readonly Scope[]): boolean {
  return (
    token.kind === 'user' && (token.scopes === null || anyOf.some((scope) => token.scopes?.includes(scope)))
  );
}

/** Whether a workflow's or an app's token concerns a repository. */
export function reaches(token: Token, repository: Repository): boolean {
  return token.kind === 'installation' && token.repositories().includes(repository);
}

export function canSee(token: Token | null, repository: Repository): boolean {
  if (!repository.private) return true;
  if (token === null) return false;
  if (token.kind === 'installation') return reaches(token, repository);
  return hasScope(token, 'repo') && repository.roleOf(token.user) !== null;
}

/** Whether a token may do something in a repository that it can see. */
export function isAllowed(token: Token | null, repository: Repository, need: Need): boolean {
  if (need.level === 'read' && !repository.private) return true;
  if (token === null) return false;
  if (token.kind === 'user') return need.level === 'read' || canWrite(token, repository);
  if (!reaches(token, repository)) return false;
  return need.anyOf.some((permission) => covers(token.permissions, permission, need.level));
}

export function covers(permissions: Permissions, permission: Permission, level: Level): boolean {
  const given = permissions[permission] ?? 'none';
  return level === 'none' || given === 'write' || given === level;
}

function canWrite(token: Token, repository: Repository): boolean {
  const inScope = repository.private ? hasScope(token, 'repo') : hasScope(token, 'repo', 'public_repo');
  const role = repository.roleOf(token.user);
  return inScope && role !== null && baseOf(role) !== 'read';
}
