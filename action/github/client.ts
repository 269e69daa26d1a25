import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { Octokit } from '@octokit/rest';

const Plugged = Octokit.plugin(retry, throttling);

export type GitHubClient = InstanceType<typeof Plugged>;

export interface ConnectOptions {
  readonly token: string;
  readonly apiUrl: string;
  /** One plain line for every wait. */
  readonly log: (line: string) => void;
  readonly signal?: AbortSignal;
  /** For the last seconds of a cancelled job: short timeouts, two quick tries, no throttling. */
  readonly hurry?: boolean;
}

export function connect({ token, apiUrl }: ConnectOptions): GitHubClient {
  return new Plugged({ auth: token, baseUrl: apiUrl });
}
