import { type Role, type Scope, scopes } from '../../contract/scope.ts';

/** What a role lets a person do. Who administers tokens and members could give themselves anything: administrators alone. */
const scopesByRole: Readonly<Record<Role, readonly Scope[]>> = {
  admin: scopes,
  member: ['runs:read', 'runs:write', 'runs:control', 'dead-letters:write'],
  viewer: ['runs:read'],
};

export function scopesOfRole(role: Role): readonly Scope[] {
  return scopesByRole[role];
}

/** Of what is wanted, what the holder does not have. */
export function beyond(wanted: readonly Scope[], held: readonly Scope[]): readonly Scope[] {
  return wanted.filter((scope) => !held.includes(scope));
}
