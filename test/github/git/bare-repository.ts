import { appendFile, mkdir } from 'node:fs/promises';
import { gitTextOrNull, runGit } from './run-git.ts';

const CONFIG = {
  'http.receivepack': 'true', // who may push is decided before git is started
  'uploadpack.allowAnySHA1InWant': 'true',
  'uploadpack.allowReachableSHA1InWant': 'true',
  'uploadpack.allowFilter': 'true',
  'receive.hideRefs': 'refs/pull', // GitHub: "deny updating a hidden ref"
  'receive.autogc': 'false',
  'gc.auto': '0', // commits left behind by a forced push stay readable, as on GitHub
  'core.hooksPath': '/dev/null',
  'core.logAllRefUpdates': 'false',
};

export async function createBareRepository(gitDir: string, defaultBranch: string): Promise<void> {
  await mkdir(gitDir, { recursive: true });
  await runGit({
    cwd: gitDir,
    args: ['init', '--quiet', '--bare', '--template=', `--initial-branch=${defaultBranch}`, '.'],
  });
  const lines = Object.entries(CONFIG).map(([key, value]) => {
    const [section, name] = key.split('.') as [string, string];
    return `[${section}]\n\t${name} = ${value}\n`;
  });
  await appendFile(`${gitDir}/config`, lines.join(''));
}

/** Copies every branch of one bare repository into another: what pressing "Fork" does. */
export async function copyBranches(from: string, to: string): Promise<void> {
  await runGit({ cwd: to, args: ['fetch', '--quiet', '--no-tags', from, '+refs/heads/*:refs/heads/*'] });
}

export async function branchTip(gitDir: string, branch: string): Promise<string | null> {
  return resolveCommit(gitDir, `refs/heads/${branch}`);
}

/** The full sha of a branch, tag or (abbreviated) sha; null when nothing by that name is a commit. */
export async function resolveCommit(gitDir: string, revision: string): Promise<string | null> {
  if (revision === '' || revision.startsWith('-')) return null;
  return gitTextOrNull(
    gitDir,
    'rev-parse',
    '--verify',
    '--quiet',
    '--end-of-options',
    `${revision}^{commit}`,
  );
}

export async function updateRef(gitDir: string, ref: string, sha: string): Promise<void> {
  await runGit({ cwd: gitDir, args: ['update-ref', ref, sha] });
}
