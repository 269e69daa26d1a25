import type { Logger } from 'pino';
import type { Database } from '../../database/database.ts';
import type { GitHubAccess } from '../../github/access.ts';
import {
  addInstalled,
  countUnknown,
  dropInstalled,
  type InstalledRepository,
  keepInstalled,
} from '../../store/installed-repositories.ts';
import { statusOf } from '../github-refusal.ts';
import { checkQuota } from '../quotas.ts';
import type { GitHubEvent } from './github-event.ts';

export interface SyncDeps {
  readonly database: Pick<Database, 'inOrganization'>;
  readonly github: GitHubAccess;
  readonly log: Pick<Logger, 'warn'>;
}

interface Installation {
  readonly orgId: number;
  readonly installationId: number;
}

/** An organization of more repositories than this has the rest enrolled by hand, or by their first run. */
const mostRepositories = 5_000;

/**
 * Has the directory show what the App is installed on. GitHub itself is asked, so that events may come twice and in any order;
 * without an App's key, what the event says is taken as it comes.
 */
export async function syncInstallation(
  deps: SyncDeps,
  installation: Installation,
  event: GitHubEvent,
  signal: AbortSignal,
): Promise<void> {
  const { database, github } = deps;
  const asApp = github.asApp();
  if (asApp === null) return applyEvent(deps, installation, event);
  const installed = await repositoriesOf(github, installation, signal);
  await database.inOrganization(installation.orgId, async (tx) => {
    const isOver = await isOverQuota(deps, tx, installation, installed);
    await addInstalled(tx, installation, installed, { enrol: !isOver });
    await keepInstalled(
      tx,
      installation,
      installed.map(({ id }) => id),
    );
  });
}

/** None where it was removed or is suspended. */
async function repositoriesOf(
  github: GitHubAccess,
  { orgId, installationId }: Installation,
  signal: AbortSignal,
): Promise<readonly InstalledRepository[]> {
  try {
    const octokit = await github.forInstallation({ orgId, installationId });
    if (octokit === null) return [];
    const found: InstalledRepository[] = [];
    const pages = octokit.paginate.iterator(octokit.rest.apps.listReposAccessibleToInstallation, {
      per_page: 100,
      request: { signal },
    });
    for await (const { data } of pages) {
      found.push(...data.map(({ id, full_name: fullName }) => ({ id, fullName })));
      if (found.length >= mostRepositories) break;
    }
    return found;
  } catch (error) {
    if (statusOf(error) === 404 || statusOf(error) === 403) return [];
    throw error;
  }
}

async function applyEvent(deps: SyncDeps, installation: Installation, event: GitHubEvent): Promise<void> {
  const { action = '', repositories = [], repositories_added = [], repositories_removed = [] } = event;
  await deps.database.inOrganization(installation.orgId, async (tx) => {
    if (action === 'deleted' && event.repository !== undefined)
      return dropInstalled(tx, installation.orgId, [event.repository.id]);
    if (action === 'deleted' || action === 'suspend') return keepInstalled(tx, installation, []);
    const renamed = event.repository === undefined ? [] : [event.repository];
    const added = [...repositories, ...repositories_added, ...renamed].map(({ id, full_name: fullName }) => ({
      id,
      fullName,
    }));
    const isOver = await isOverQuota(deps, tx, installation, added);
    await addInstalled(tx, installation, added, { enrol: !isOver });
    await dropInstalled(
      tx,
      installation.orgId,
      repositories_removed.map(({ id }) => id),
    );
  });
}

async function isOverQuota(
  { log }: SyncDeps,
  tx: Parameters<typeof checkQuota>[0],
  { orgId }: Installation,
  repositories: readonly InstalledRepository[],
): Promise<boolean> {
  const wanted = await countUnknown(
    tx,
    orgId,
    repositories.map(({ id }) => id),
  );
  if (wanted === 0) return false;
  const exceeded = await checkQuota(tx, orgId, 'repositories', wanted);
  if (exceeded !== null)
    log.warn({ orgId, wanted, ...exceeded }, 'repositories of an installation were not enrolled');
  return exceeded !== null;
}
