import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PullRequest } from '../../test/github/pull-request.ts';
import { type GitHub, startGitHub } from '../../test/github/server.ts';
import { git } from './git.ts';
import { findLocalBranch, type LocalBranch, openForBranch } from './local-branch.ts';
import type { Credential, DemoOptions } from './options.ts';
import { readSampleShop, type SampleChange } from './sample-shop.ts';
import { startScriptedModel } from './scripted-model.ts';

/** All that a run of the action needs around it. */
export interface Stage {
  readonly github: GitHub;
  readonly pull: PullRequest;
  /** GITHUB_WORKSPACE, with both commits in it, as actions/checkout leaves it with fetch-depth: 0. */
  readonly workspace: string;
  /** Inputs that reach the model. */
  readonly model: Credential;
  readonly scripted: boolean;
  readonly branch: LocalBranch | null;
  readonly close: () => Promise<void>;
}

/** Throws a UsageError before anything is started where the options name nothing that can be reviewed. */
export async function buildStage(options: Exclude<DemoOptions, { kind: 'help' }>): Promise<Stage> {
  const branch = options.kind === 'branch' ? await findLocalBranch(options.repo, options.base) : null;
  const github = await startGitHub();
  const folder = await mkdtemp(join(tmpdir(), 'demo-'));
  const closers = [
    async () => github.close(),
    async () => rm(folder, { recursive: true, force: true, maxRetries: 3 }),
  ];
  const close = async (): Promise<void> => void (await Promise.all(closers.map((closer) => closer())));
  try {
    const sample = await readSampleShop();
    const pull = await (branch === null ? openSample(github, sample) : openForBranch(github, branch));
    const workspace = join(folder, 'workspace');
    await git(folder, 'clone', '--quiet', '--shared', '--no-checkout', pull.repository.gitDir, workspace);
    const stage = { github, pull, workspace, branch, close };
    if (options.credential !== null) return { ...stage, model: options.credential, scripted: false };
    const model = await startScriptedModel(sample);
    closers.push(model.close);
    return { ...stage, model: scriptedCredential(model.url), scripted: true };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openSample(github: GitHub, change: SampleChange): Promise<PullRequest> {
  const repository = await github.createRepository({ owner: 'acme', name: 'shop' });
  await repository.commit({ branch: 'main', files: change.before, message: 'Sell things' });
  const { branch, changes: files, title, body, author } = change;
  repository.addCollaborator(author, 'write');
  await repository.commit({ branch, files, message: title, author });
  return repository.openPullRequest({ title, body, head: branch, author });
}

/** The action insists on a key; the scripted model takes any. */
const scriptedCredential = (url: string): Credential => ({
  'anthropic-api-key': 'sk-ant-the-scripted-model-takes-any-key',
  'anthropic-base-url': url,
});
