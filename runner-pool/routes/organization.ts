import { OrganizationChange, OrganizationView } from '../../contract/organization-view.ts';
import type { Context } from '../context.ts';
import type { App } from '../http/app.ts';
import { changedMeanwhile, versionAsked, withVersion } from '../http/version.ts';
import { whoMakes } from '../http/who-makes.ts';
import { badPolicy } from '../http/wrong-input.ts';
import { notFound, ProblemError } from '../problem.ts';
import { alterOrganization, organization } from '../services/organization.ts';

/** The organization of whoever asks: whom it stands for on GitHub, and what its runs may do. */
export function organizationRoutes(app: App, context: Context): void {
  app.get(
    '/v1/organization',
    { config: { access: 'runs:read' }, schema: { response: { 200: OrganizationView } } },
    async (request, reply) => {
      const found = await organization(context, whoMakes(request).orgId);
      if (found === null) throw notFound();
      return withVersion(reply, found);
    },
  );
  app.patch(
    '/v1/organization',
    {
      config: { access: 'settings:write' },
      schema: { body: OrganizationChange, response: { 200: OrganizationView } },
    },
    async (request, reply) => {
      const { orgId } = whoMakes(request);
      const { version: inBody, ...change } = request.body;
      const version = versionAsked(request, inBody);
      const changed = await alterOrganization(context, orgId, { change, version });
      switch (changed.kind) {
        case 'changed':
          return withVersion(reply, changed.organization);
        case 'changed meanwhile':
          throw changedMeanwhile(changed.version);
        case 'bad policy':
          throw badPolicy(changed.why);
        case 'owner taken':
          throw ownerTaken(change.githubOwnerId);
        case 'operator only':
          throw new ProblemError({
            status: 403,
            code: 'operator_only',
            detail: `Not changed: ${changed.what}. Ask whoever runs the coordinator.`,
          });
        case 'not found':
          throw notFound();
        default:
          return changed satisfies never;
      }
    },
  );
}

function ownerTaken(ownerId: number | null | undefined): ProblemError {
  return new ProblemError({
    status: 409,
    code: 'owner_taken',
    detail: `Another organization of this coordinator stands for the owner ${ownerId} on GitHub. Give it free there first.`,
  });
}
