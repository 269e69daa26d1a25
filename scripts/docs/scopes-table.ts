import { type Role, type Scope, scopes } from '../../contract/scope.ts';
import { scopesOfRole } from '../../runner-pool/auth/roles.ts';

const roles: readonly Role[] = ['admin', 'member', 'viewer'];
const meanings: Readonly<Record<Scope, string>> = {
  'runs:write': 'ask for runs: what the action’s token needs, and all that it needs',
  'runs:read': 'read runs, journals, blobs, sessions, budgets, repositories, the organization; search',
  'runs:control': 'cancel runs, and have them run again',
  'budgets:write': 'make, change and remove budgets',
  'repositories:write': 'enrol repositories, take them out, set their policy',
  'dead-letters:write': 'see dead letters, have them done again, drop them',
  'tokens:write': 'list, make and revoke API tokens',
  'members:write': 'list, add, change and remove members',
  'settings:write': 'change the organization: policy, quotas, owner on GitHub',
};

/** What each scope is for, and the roles that have it. */
export function scopesTable(): readonly string[] {
  const rows = scopes.map((scope) => {
    const held = roles.filter((role) => scopesOfRole(role).includes(scope));
    return `| \`${scope}\` | ${meanings[scope]} | ${held.map((role) => `\`${role}\``).join(', ')} |`;
  });
  return ['| scope | may | roles that have it |', '| --- | --- | --- |', ...rows];
}
