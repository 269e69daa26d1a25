import { type Static, Type } from 'typebox';

/** What a token may be used for. A person's role gives the same words. */
export const scopes = [
  'runs:write',
  'runs:read',
  'runs:control',
  'budgets:write',
  'repositories:write',
  'dead-letters:write',
  'tokens:write',
  'members:write',
  'settings:write',
] as const;
export const Scope = Type.Enum(scopes);
export type Scope = Static<typeof Scope>;

/** What a person is in an organization. */
export const Role = Type.Enum(['admin', 'member', 'viewer']);
export type Role = Static<typeof Role>;
