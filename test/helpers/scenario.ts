import { afterAll } from 'vitest';
import type { FileChange } from '../github/git/write-commit.ts';
import type { PullRequest } from '../github/pull-request.ts';
import type { Repository } from '../github/repository.ts';
import { type GitHub, startGitHub } from '../github/server.ts';
import { type Model, type ModelOptions, startModel, type Turn } from './model.ts';
import {
  type ActionOptions,
  type ActionRun,
  type RunningAction,
  removeTempFolders,
  startAction,
} from './run-action.ts';

export interface Scenario {
  readonly github: GitHub;
  readonly repository: Repository;
  readonly pull: PullRequest;
  readonly token: string;
  readonly model: Model;
  readonly start: (options?: Partial<RunOptions>) => Promise<RunningAction>;
  /** Runs the action on the pull request as it now stands. */
  readonly run: (options?: Partial<RunOptions>) => Promise<ActionRun>;
}

export interface RunOptions extends Omit<ActionOptions, 'github' | 'repository' | 'event'> {
  readonly action: string;
  readonly event: ActionOptions['event'];
  readonly model: Model;
}

export interface ScenarioOptions {
  readonly base?: Readonly<Record<string, FileChange>>;
  readonly head?: Readonly<Record<string, FileChange>>;
  readonly script: readonly Turn[] | ((request: never, index: number) => Turn);
  readonly model?: ModelOptions;
  readonly title?: string;
  readonly body?: string;
  readonly draft?: boolean;
  readonly permissions?: Readonly<Record<string, 'read' | 'write' | 'none'>>;
  readonly artifacts?: boolean;
}

const open: { readonly close: () => Promise<void> }[] = [];

/** Call once in a file of scenarios: ends every server and removes every folder that they made. */
export function cleanUpScenarios(): void {
  afterAll(async () => {
    await Promise.all(open.splice(0).map(async ({ close }) => close()));
    await removeTempFolders();
  });
}

export const baseApp = 'export function mean(values: number[]): number {\n  return 0;\n}\n';
export const headApp =
  'export function mean(values: number[]): number {\n  return values.reduce((a, b) => a + b) / values.length;\n}\n';

/** A GitHub with one pull request, a scripted model, and the built action ready to run on it. */
export async function scenario(options: ScenarioOptions): Promise<Scenario> {
  const [github, model] = await Promise.all([
    startGitHub(),
    startModel(options.script as readonly Turn[], options.model),
  ]);
  open.push(github, model);
  const repository = await github.createRepository({ owner: 'acme', name: 'shop' });
  await repository.commit({
    branch: 'main',
    files: options.base ?? { 'src/app.ts': baseApp, 'README.md': '# Shop\n' },
  });
  await repository.commit({
    branch: 'feature',
    files: options.head ?? { 'src/app.ts': headApp },
    parent: (await repository.branchSha('main')) as string,
  });
  const pull = await repository.openPullRequest({
    title: options.title ?? 'Compute the mean',
    body: options.body ?? 'It returned zero.',
    head: 'feature',
    draft: options.draft ?? false,
    author: 'octocat',
  });
  repository.addCollaborator('octocat', 'write');
  const token = repository.issueToken(
    options.permissions === undefined ? {} : { permissions: options.permissions },
  );
  const results =
    options.artifacts === true
      ? {
          ACTIONS_RESULTS_URL: github.resultsUrl,
          ACTIONS_RUNTIME_TOKEN: await repository.runtimeToken({ runId: 4711 }),
        }
      : {};
  const start: Scenario['start'] = async (over = {}) => {
    const { action, event, model: other, inputs, env, ...rest } = over;
    return startAction({
      github,
      repository: repository.fullName,
      event: event ?? { name: 'pull_request', payload: await pull.event(action ?? 'opened') },
      inputs: {
        'anthropic-api-key': 'sk-ant-api03-test-key-0123456789',
        'anthropic-base-url': (other ?? model).url,
        'github-token': token,
        ...inputs,
      },
      env: { ...results, GITHUB_REPOSITORY_ID: String(repository.id), GITHUB_ACTOR_ID: '583231', ...env },
      ...rest,
    });
  };
  return { github, repository, pull, token, model, start, run: async (over) => (await start(over)).done };
}

/** Another model for a later run of the same scenario. */
export async function anotherModel(script: readonly Turn[], options?: ModelOptions): Promise<Model> {
  const model = await startModel(script, options);
  open.push(model);
  return model;
}
