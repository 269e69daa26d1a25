import type { Database } from '../database/database.ts';
import { moveDeliveries, ownersArrived } from '../store/deliveries.ts';
import { bindOwner } from './deliveries/bind-owner.ts';
import { type SyncDeps, syncInstallation } from './deliveries/sync-installation.ts';

interface Deps extends SyncDeps {
  readonly database: Pick<Database, 'call' | 'inDirectory' | 'inOrganization'>;
  readonly tasks: { readonly nudge: () => void };
}

/** Finds out where the App is installed, whatever webhooks told, and gives organizations the deliveries that waited for them. */
export async function sweepInstallations(deps: Deps, signal: AbortSignal): Promise<void> {
  const { database } = deps;
  const octokit = deps.github.asApp();
  if (octokit !== null) {
    const pages = octokit.paginate.iterator(octokit.rest.apps.listInstallations, {
      per_page: 100,
      request: { signal },
    });
    for await (const { data } of pages)
      for (const { id: installationId, account } of data) {
        if (account === null || !('login' in account)) continue;
        const orgId = await bindOwner(deps, account);
        await syncInstallation(deps, { orgId, installationId }, {}, signal);
      }
  }
  const arrived = await database.inOrganization(0, ownersArrived);
  for (const { orgId, githubOwnerId } of arrived)
    await moveDeliveries(database, { orgId, ownerId: githubOwnerId });
  if (arrived.length > 0) deps.tasks.nudge();
}
