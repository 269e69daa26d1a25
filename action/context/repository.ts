import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type GitOptions, git } from './git.ts';

export interface RepositoryOptions {
  /** An empty folder of this run; the repository and the exported tree are made in it. */
  readonly dir: string;
  /** A checkout that an earlier step may have made; its objects are borrowed, its configuration and files are not used. */
  readonly checkout: string;
  readonly url: string;
  readonly token: string;
  readonly env: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** A bare repository of our own, so that no configuration, hook or credential of the checkout takes part. */
export interface Repository {
  readonly hasCheckout: boolean;
  readonly run: (args: readonly string[], options?: Partial<GitOptions>) => Promise<Buffer>;
  /** Brings one commit, without its history, from GitHub. The token goes through the environment and is stored nowhere. */
  readonly fetch: (sha: string) => Promise<void>;
  /** Writes the files of a commit into an empty folder, symlinks as plain files, and no `.git`. */
  readonly exportTree: (sha: string) => Promise<string>;
}

export async function openRepository(options: RepositoryOptions): Promise<Repository> {
  const gitDir = join(options.dir, 'repository.git');
  const tree = join(options.dir, 'tree');
  await Promise.all([
    mkdir(join(gitDir, 'objects', 'info'), { recursive: true }),
    mkdir(join(gitDir, 'refs'), { recursive: true }),
    mkdir(tree, { recursive: true }),
  ]);
  // What `git init --bare` would write, without starting a process.
  await writeFile(join(gitDir, 'HEAD'), 'ref: refs/heads/none\n');
  await writeFile(join(gitDir, 'config'), '[core]\n\trepositoryformatversion = 0\n\tbare = false\n');
  // The pull request's own .gitattributes would decide what is binary and re-encode what is read: this file has the last word.
  await mkdir(join(gitDir, 'info'));
  await writeFile(
    join(gitDir, 'info', 'attributes'),
    '* !diff !text !eol !ident !filter !working-tree-encoding !crlf !merge !export-subst\n',
  );
  const hasCheckout = await borrowObjects(options.checkout, gitDir);

  const run: Repository['run'] = (args, more = {}) =>
    git(args, { gitDir, env: options.env, signal: options.signal, ...more });
  return {
    hasCheckout,
    run,
    fetch: async (sha) => {
      // What a partial clone lacks would count as there, because its commits are.
      await Promise.all([
        rm(join(gitDir, 'objects', 'info', 'alternates'), { force: true }),
        rm(join(gitDir, 'shallow'), { force: true }),
      ]);
      const flags = ['--depth=1', '--no-tags', '--no-write-fetch-head', '--no-recurse-submodules', '--quiet'];
      await run(['fetch', ...flags, '--end-of-options', options.url, sha], {
        config: authorization(options),
      });
    },
    exportTree: async (sha) => {
      await run(['read-tree', '--reset', '-u', `${sha}^{tree}`], { workTree: tree });
      return tree;
    },
  };
}

/** Objects are looked up in the checkout too; a shallow checkout's edge comes along, or git would miss the parents. */
async function borrowObjects(checkout: string, gitDir: string): Promise<boolean> {
  if (checkout === '') return false;
  const objects = join(checkout, '.git', 'objects');
  const found = await stat(objects).catch(() => null);
  if (found === null || !found.isDirectory() || objects.includes('\n')) return false;
  await writeFile(join(gitDir, 'objects', 'info', 'alternates'), `${objects}\n`);
  const shallow = await readFile(join(checkout, '.git', 'shallow')).catch(() => null);
  if (shallow !== null) await writeFile(join(gitDir, 'shallow'), shallow);
  return true;
}

function authorization({ url, token }: RepositoryOptions): Record<string, string> {
  if (token === '') return {};
  const basic = Buffer.from(`x-access-token:${token}`).toString('base64');
  return { [`http.${new URL(url).origin}/.extraheader`]: `AUTHORIZATION: basic ${basic}` };
}
