import { afterEach } from 'vitest';
import type { RunState } from '../../../../contract/run-state.ts';
import type { GitHubApp } from '../../../github/apps/github-app.ts';
import type { Repository } from '../../../github/repository.ts';
import { type GitHub, startGitHub } from '../../../github/server.ts';
import type { Permissions } from '../../../github/token.ts';
import { type Scene, setScene } from './scene.ts';

export interface GitHubScene extends Scene {
  readonly github: GitHub;
  readonly repository: Repository;
  readonly app: GitHubApp;
  readonly orgId: number;
  /** A run that the coordinator knows, as it ended. */
  readonly addRun: (run: NewRun) => Promise<string>;
}

export interface NewRun {
  readonly githubRunId: number;
  readonly attempt?: number;
  readonly state?: RunState;
  readonly subject?: string;
  readonly github?: object;
  readonly admittedAs?: string;
  /** Somebody wants it run again. */
  readonly isAsked?: boolean;
}

let running: readonly { readonly close: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const one of running) await one.close();
  running = [];
});

/** A coordinator with an App on a GitHub, installed in one repository. Closed after the test. */
export async function setGitHubScene(
  options: { readonly permissions?: Permissions; readonly isInstalled?: boolean } = {},
): Promise<GitHubScene> {
  const github = await startGitHub();
  running = [github];
  const repository = await github.createRepository({ owner: 'acme', name: 'widgets' });
  await repository.commit({ branch: 'main', files: { 'a.txt': 'a\n' } });
  const app = await github.createApp(
    options.permissions === undefined ? {} : { permissions: options.permissions },
  );
  const installation = app.install({ account: 'acme' });
  const scene = await setScene('PostgreSQL', {
    GITHUB_API_URL: github.apiUrl,
    GITHUB_APP_ID: String(app.id),
    GITHUB_APP_PRIVATE_KEY: app.privateKey,
  });
  running = [scene, github];
  const orgId = await scene.organization('acme');
  await scene.database.look(
    `with r as (insert into repositories (org_id, id, full_name, installation_id) values ($1, $2, 'acme/widgets', $3))
     insert into sessions (org_id, id, repository_id, subject) values ($1, 'session', $2, 'pr-1')`,
    [orgId, repository.id, options.isInstalled === false ? null : installation.id],
  );
  return {
    ...scene,
    github,
    repository,
    app,
    orgId,
    addRun: async ({
      githubRunId,
      attempt = 1,
      state = 'failed',
      subject = 'pr-1',
      github: facts = {},
      ...more
    }) => {
      const id = `${githubRunId}-${attempt}-${subject}`;
      await scene.database.look(
        `insert into runs (org_id, id, idempotency_key, request_hash, admitted_as, repository_id, session_id, subject, task, state,
           github, github_run_id, github_run_attempt, head_sha, actor, model, asked_grant, epoch, ended_at,
           retry_asked_at)
         values ($1, $2, $2, '', $9, $3, 'session', $4, 'review', $5, $6, $7, $8, '', 'dev', '', '{}', 1,
           case when $5 in ('requested', 'running') then null else now() end,
           case when $10 then now() end)`,
        [
          orgId,
          id,
          repository.id,
          subject,
          state,
          JSON.stringify({ event: 'pull_request', ref: 'refs/heads/main', pullRequest: null, ...facts }),
          githubRunId,
          attempt,
          more.admittedAs ?? 'oidc:1:1:1',
          more.isAsked ?? false,
        ],
      );
      return id;
    },
  };
}
