import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { borrowObjects } from './borrow-objects.ts';
import { GitError, type GitOptions, git } from './git.ts';
import { measureTree } from './measure-tree.ts';
import { type ObjectReader, openObjects } from './object-reader.ts';
import { isBranchName } from './ref-name.ts';
import { checkedSha } from './sha.ts';

export interface RepositoryOptions {
  /** An empty folder of this run; the repository and the exported tree are made in it. */
  readonly dir: string;
  /** A checkout that an earlier step may have made; its objects are borrowed, its configuration and files are not used. */
  readonly checkout: string;
  readonly url: string;
  readonly token: string;
  /** Full path of git. */
  readonly executable: string;
  readonly env: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** A bare repository of our own, so that no configuration, hook or credential of the checkout takes part. */
export interface Repository {
  readonly hasCheckout: boolean;
  readonly run: (args: readonly string[], options?: Partial<GitOptions>) => Promise<Buffer>;
  /** Brings commits, without their history, from GitHub in one go. The token goes through the environment and is stored nowhere. */
  readonly fetch: (shas: readonly string[]) => Promise<void>;
  /** Brings the newest commit of a branch, and gives its sha. */
  readonly fetchBranch: (name: string) => Promise<string>;
  /** Reads single objects, from the checkout or from what was fetched; each is checked against its name. */
  readonly openObjects: () => ObjectReader;
  /** Writes the files of a commit into an empty folder, symlinks as plain files, and no `.git`. Rejects where they are too many. */
  readonly exportTree: (sha: string) => Promise<string>;
}

export async function openRepository(options: RepositoryOptions): Promise<Repository> {
  const gitDir = join(options.dir, 'repository.git');
  const tree = join(options.dir, 'tree');
  const hasCheckout = await createRepository(gitDir, tree, options.checkout);
  const { executable, env, signal } = options;
  const base = { gitDir, executable, env, signal };

  const run: Repository['run'] = async (args, more = {}) => git(args, { ...base, ...more });
  const fetch = async (refs: readonly string[]): Promise<void> => {
    // What a partial clone lacks would count as there, because its commits are.
    await Promise.all([
      rm(join(gitDir, 'objects', 'info', 'alternates'), { force: true }),
      rm(join(gitDir, 'shallow'), { force: true }),
    ]);
    const flags = ['--depth=1', '--no-tags', '--no-write-fetch-head', '--no-recurse-submodules', '--quiet'];
    await run(['fetch', ...flags, '--end-of-options', options.url, ...refs], {
      config: authorization(options),
    });
  };
  return {
    hasCheckout,
    run,
    fetch: async (shas) => fetch(shas.map(checkedSha)),
    fetchBranch: async (name) => {
      if (!isBranchName(name)) throw new GitError(`${JSON.stringify(name)} is no name of a branch`);
      await fetch([`+refs/heads/${name}:${fetchedBranch}`]);
      const sha = await run(['rev-parse', '--verify', '--end-of-options', `${fetchedBranch}^{commit}`]);
      return checkedSha(sha.toString().trim());
    },
    openObjects: () => openObjects(base),
    exportTree: async (sha) => {
      const files = `${checkedSha(sha)}^{tree}`;
      const tooMuch = new AbortController();
      const measured = measureTree(run, files).catch((error: unknown) => {
        tooMuch.abort();
        throw error;
      });
      // Beside each other: measuring costs no time, and a bomb is noticed before it has grown.
      const [, written] = await Promise.allSettled([
        measured,
        run(['read-tree', '--reset', '-u', '--end-of-options', files], {
          workTree: tree,
          signal: AbortSignal.any([signal, tooMuch.signal]),
        }),
      ]);
      await measured;
      if (written.status === 'rejected') throw written.reason;
      return tree;
    },
  };
}

const fetchedBranch = 'refs/orchestrator/branch';

/** What `git init` would write, without starting a process; says whether a checkout's objects could be borrowed. */
async function createRepository(gitDir: string, tree: string, checkout: string): Promise<boolean> {
  await Promise.all([
    mkdir(join(gitDir, 'objects', 'info'), { recursive: true }),
    mkdir(join(gitDir, 'refs'), { recursive: true }),
    mkdir(join(gitDir, 'info'), { recursive: true }),
    mkdir(tree, { recursive: true }),
  ]);
  await writeFile(join(gitDir, 'HEAD'), 'ref: refs/heads/none\n');
  await writeFile(join(gitDir, 'config'), '[core]\n\trepositoryformatversion = 0\n\tbare = false\n');
  // The pull request's own .gitattributes would decide what is binary and re-encode what is read: this file has the last word.
  await writeFile(
    join(gitDir, 'info', 'attributes'),
    '* !diff !text !eol !ident !filter !working-tree-encoding !crlf !merge !export-subst\n',
  );
  return borrowObjects(checkout, gitDir);
}

function authorization({ url, token }: RepositoryOptions): Record<string, string> {
  if (token === '') return {};
  const basic = Buffer.from(`x-access-token:${token}`).toString('base64');
  return { [`http.${new URL(url).origin}/.extraheader`]: `AUTHORIZATION: basic ${basic}` };
}
