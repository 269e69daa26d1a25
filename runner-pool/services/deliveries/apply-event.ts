import type { Database } from '../../database/database.ts';
import { dropInstalled } from '../../store/installed-repositories.ts';
import { organizationsOfOwners, renameOrganization } from '../../store/organizations.ts';
import { type CompletedDeps, followCompletion } from './follow-completion.ts';
import type { GitHubEvent } from './github-event.ts';
import { type SyncDeps, syncInstallation } from './sync-installation.ts';

export interface ApplyDeps extends SyncDeps, CompletedDeps {
  readonly database: Pick<Database, 'inDirectory' | 'inOrganization'>;
}

interface Told {
  readonly orgId: number;
  readonly name: string;
  readonly event: GitHubEvent;
}

/** What follows from an event for its organization. Doing it twice, or late, changes nothing that is right. */
export async function applyEvent(deps: ApplyDeps, told: Told, signal: AbortSignal): Promise<void> {
  const { orgId, name, event } = told;
  const { installation, account, repository, workflow_job: job, workflow_run: run } = event;
  switch (name) {
    case 'installation':
    case 'installation_repositories':
      if (installation !== undefined)
        await syncInstallation(deps, { orgId, installationId: installation.id }, event, signal);
      return;
    case 'installation_target':
      if (account?.login !== undefined) await rename(deps, orgId, account.login);
      return;
    case 'repository':
      await leaveFormerOwner(deps, event);
      if (installation !== undefined)
        await syncInstallation(deps, { orgId, installationId: installation.id }, event, signal);
      else if (event.action === 'deleted' && repository !== undefined)
        await deps.database.inOrganization(orgId, async (tx) => dropInstalled(tx, orgId, [repository.id]));
      return;
    case 'workflow_job':
    case 'workflow_run': {
      const attempt = job === undefined ? run && { ...run, run_id: run.id } : job;
      if (attempt === undefined || repository === undefined) return;
      const { run_id: githubRunId, run_attempt: githubRunAttempt } = attempt;
      const completed = { orgId, repositoryId: repository.id, githubRunId, githubRunAttempt };
      await followCompletion(deps, { ...completed, isWhole: name === 'workflow_run' }, signal);
      return;
    }
    default:
    // Nothing follows from it.
  }
}

async function rename({ database }: ApplyDeps, orgId: number, login: string): Promise<void> {
  await database.inDirectory(async (tx) => renameOrganization(tx, orgId, login));
}

/** A transfer is told to the new owner alone. */
async function leaveFormerOwner(
  { database }: ApplyDeps,
  { changes, repository }: GitHubEvent,
): Promise<void> {
  const former = changes?.owner.from.organization ?? changes?.owner.from.user;
  if (former === undefined || repository === undefined) return;
  const [known] = await database.inDirectory(async (tx) => organizationsOfOwners(tx, [former.id]));
  if (known === undefined || former.id === repository.owner.id) return;
  await database.inOrganization(known.orgId, async (tx) => dropInstalled(tx, known.orgId, [repository.id]));
}
