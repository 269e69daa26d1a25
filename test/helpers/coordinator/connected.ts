import { createRequire } from 'node:module';
import type { Settings } from '../../../runner-pool/settings.ts';
import type { Delivery } from '../../github/apps/delivery.ts';
import type { GitHubApp } from '../../github/apps/github-app.ts';
import type { Installation } from '../../github/apps/installation.ts';
import { examplePayload } from '../../github/events/examples.ts';
import type { Repository } from '../../github/repository.ts';
import { type GitHub, startGitHub } from '../../github/server.ts';
import { userShape } from '../../github/shapes/user-shape.ts';
import { startCoordinator, type TestCoordinator } from './coordinator.ts';
import { webhookSecret } from './webhook.ts';

/** A coordinator whose App delivers its webhooks to it and is installed at acme, who also owns the App. */
export interface Connected {
  readonly github: GitHub;
  readonly repository: Repository;
  readonly app: GitHubApp;
  readonly installation: Installation;
  readonly coordinator: TestCoordinator;
  /** An event about the App at its owner: `installation` or `installation_repositories`. */
  readonly tellInstallation: (action: string, more?: object) => Promise<Delivery>;
  readonly close: () => Promise<void>;
}

export async function connect({ settings = {} as Settings, owner = 'acme' } = {}): Promise<Connected> {
  const github = await startGitHub();
  const repository = await github.createRepository({ owner: 'acme', name: 'widgets' });
  await repository.commit({ branch: 'main', files: { 'a.txt': 'a\n' } });
  const app = await github.createApp({ owner });
  const coordinator = await startCoordinator({
    GITHUB_API_URL: github.apiUrl,
    GITHUB_APP_ID: String(app.id),
    GITHUB_APP_PRIVATE_KEY: app.privateKey,
    GITHUB_WEBHOOK_SECRET: webhookSecret,
    ...settings,
  });
  app.webhook = { url: `${coordinator.url}/webhooks/github`, secret: webhookSecret };
  const installation = app.install({ account: 'acme' });
  return {
    github,
    repository,
    app,
    installation,
    coordinator,
    tellInstallation: async (action, more = {}) => {
      const event =
        'repositories_added' in more || 'repositories_removed' in more
          ? 'installation_repositories'
          : 'installation';
      const example = examplePayload(event, action);
      const account = userShape(app.world, installation.account);
      const about = { ...(example['installation'] as object), id: installation.id, account };
      return app.emit({
        event,
        payload: { ...example, ...more, action, nonce: nonce++, installation: about },
      });
    },
    close: async () => {
      await coordinator.close();
      await github.close();
    },
  };
}

let nonce = 0;

/** Every payload that GitHub documents, with its event. */
export function allExamples(): readonly {
  readonly event: string;
  readonly payload: Record<string, unknown>;
}[] {
  const events = createRequire(import.meta.url)('@octokit/webhooks-examples') as readonly {
    readonly name: string;
    readonly examples: readonly Record<string, unknown>[];
  }[];
  return events.flatMap(({ name: event, examples }) => examples.map((payload) => ({ event, payload })));
}
