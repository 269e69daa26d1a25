import { hashOf } from '../auth/api-token.ts';
import type { Holders } from '../auth/holders.ts';
import { scopesOfRole } from '../auth/roles.ts';
import type { Standing } from '../live/standings.ts';

export interface Listening {
  readonly kind: 'person' | 'token';
  readonly credential: string;
  readonly orgId: number;
  readonly seenMs: number;
}

/** By what somebody listens to an organization's runs, as the guard let them in. */
export function standingOf(
  { holders }: { readonly holders: Holders },
  { kind, credential, orgId, seenMs }: Listening,
): Standing {
  return {
    key: `${orgId} ${hashOf(credential)}`,
    seenMs,
    stillMay: async () => {
      if (kind === 'token') {
        const who = (await holders.ofToken(credential, false))?.who;
        return who?.kind === 'token' && who.orgId === orgId && who.scopes.includes('runs:read');
      }
      const memberships = (await holders.ofLogin(credential, false))?.who.memberships ?? [];
      return memberships.some((one) => one.orgId === orgId && scopesOfRole(one.role).includes('runs:read'));
    },
  };
}
