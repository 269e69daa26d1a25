import { afterAll } from 'vitest';
import type { NewOAuthApp, OAuthApp } from '../../github/oauth/oauth-app.ts';
import { type GitHub, startGitHub } from '../../github/server.ts';
import { publicUrl } from './browser.ts';
import { startCoordinator, type TestCoordinator } from './coordinator.ts';

export interface LoginScene {
  readonly github: GitHub;
  readonly app: OAuthApp;
  readonly coordinator: TestCoordinator;
  /** Makes a person of GitHub a member; answers their id. */
  readonly addMember: (login: string, role: 'admin' | 'member' | 'viewer') => Promise<number>;
}

/** A coordinator whose people log in at a GitHub of their own; both end with the test file. */
export async function startLoginScene(options: Partial<NewOAuthApp> = {}): Promise<LoginScene> {
  const github = await startGitHub();
  const app = github.oauth.createApp({
    callbackUrl: `${publicUrl}/login/callback`,
    deviceFlow: true,
    ...options,
  });
  const coordinator = await startCoordinator({
    PUBLIC_URL: publicUrl,
    GITHUB_API_URL: github.apiUrl,
    GITHUB_CLIENT_ID: app.clientId,
    GITHUB_CLIENT_SECRET: app.clientSecret,
  });
  afterAll(async () => {
    await coordinator.close();
    await github.close();
  });
  return {
    github,
    app,
    coordinator,
    addMember: async (login, role) => {
      const { id: userId } = github.createUser({ login });
      const body = JSON.stringify({ userId, login, role });
      const added = await coordinator.fetch('/v1/members', { method: 'POST', body });
      if (added.status !== 201) throw new Error(await added.text());
      return userId;
    },
  };
}
