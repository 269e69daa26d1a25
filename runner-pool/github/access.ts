import type { Octokit } from '@octokit/rest';

/** GitHub, as the App that the coordinator is configured with. */
export interface GitHubAccess {
  /** As the App's installation on this repository; null where there is no App, or it is not installed there. */
  readonly forRepository: (repository: {
    readonly orgId: number;
    readonly repositoryId: number;
  }) => Promise<Octokit | null>;
  /** As one of its installations, on all that it has; null where there is no App. */
  readonly forInstallation: (installation: {
    readonly orgId: number;
    readonly installationId: number;
  }) => Promise<Octokit | null>;
  /** As the App itself; null where none is configured. */
  readonly asApp: () => Octokit | null;
}
