import { createAppAuth } from '@octokit/auth-app';
import type { Octokit } from '@octokit/rest';
import type { Breakers } from '../breaker/breakers.ts';
import type { Config } from '../config.ts';
import type { Database } from '../database/database.ts';
import { findRepository } from '../store/repositories.ts';
import type { GitHubAccess } from './access.ts';
import { openOctokit, silentLog } from './open-octokit.ts';

interface Deps {
  readonly config: Pick<Config['github'], 'apiUrl' | 'app'>;
  readonly database: Pick<Database, 'inOrganization'>;
  readonly breakers: Pick<Breakers, 'call'>;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

/** GitHub as the App of the configuration. Limits and outages come out as `TaskFailure`, saying when to try again; refusals as Octokit's. */
export function createGitHubAccess({ config, database, breakers, clock }: Deps): GitHubAccess {
  const { app, apiUrl } = config;
  if (app === null)
    return { forRepository: async () => null, forInstallation: async () => null, asApp: () => null };
  const open = (orgId: number, token?: string): Octokit => {
    const as =
      token === undefined
        ? { authStrategy: createAppAuth, auth: { appId: app.id, privateKey: app.privateKey } }
        : { auth: token };
    const through = async <T>(request: () => Promise<T>): Promise<T> =>
      breakers.call({ upstream: 'github', orgId }, request);
    return openOctokit({ apiUrl, as, clock, through });
  };
  const asApp = open(0);
  // It keeps the tokens that it was given, each for most of its hour.
  const tokens = createAppAuth({
    appId: app.id,
    privateKey: app.privateKey,
    request: asApp.request,
    log: silentLog,
  });
  return {
    asApp: () => asApp,
    forInstallation: async ({ orgId, installationId }) =>
      open(orgId, (await tokens({ type: 'installation', installationId })).token),
    forRepository: async ({ orgId, repositoryId }) => {
      const repository = await database.inOrganization(orgId, async (tx) =>
        findRepository(tx, orgId, repositoryId),
      );
      const installationId = repository?.installationId ?? null;
      if (installationId === null) return null;
      // For this repository alone: an installation may have others, which are none of this task's business.
      const { token } = await tokens({ type: 'installation', installationId, repositoryIds: [repositoryId] });
      return open(orgId, token);
    },
  };
}
