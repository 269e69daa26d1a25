import { Me } from '../../contract/me.ts';
import { scopesOfRole } from '../auth/roles.ts';
import type { Context } from '../context.ts';
import type { App } from '../http/app.ts';
import { whoMakes } from '../http/who-makes.ts';
import { organizationName } from '../services/organization-name.ts';

/** Who is asking. */
export function meRoutes(app: App, context: Context): void {
  app.get(
    '/v1/me',
    { config: { access: 'known' }, schema: { response: { 200: Me } } },
    async (request, reply): Promise<Me> => {
      void reply.header('cache-control', 'no-store');
      if (request.person !== null) {
        const { userId, login, memberships } = request.person;
        const organizations = memberships.map(({ orgId, organization, role }) => ({
          id: orgId,
          login: organization,
          role,
          scopes: [...scopesOfRole(role)],
        }));
        return { kind: 'person', userId, login, tokenId: null, organizations };
      }
      const holder = whoMakes(request);
      const login = await organizationName(context, holder.orgId);
      return {
        kind: 'token',
        userId: holder.userId,
        login: null,
        tokenId: holder.kind === 'token' ? holder.tokenId : null,
        organizations: [{ id: holder.orgId, login, role: null, scopes: [...holder.scopes] }],
      };
    },
  );
}
