import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { commitFiles } from '../../../action/context/commit-files.ts';
import { findGit } from '../../../action/context/find-git.ts';
import { diffLocally } from '../../../action/context/local-diff.ts';
import { openRepository, type Repository } from '../../../action/context/repository.ts';

const made: string[] = [];
let checkout = '';
let base = '';
let head = '';

const git = (...args: readonly string[]): string =>
  execFileSync('git', ['-C', checkout, '-c', 'user.name=a', '-c', 'user.email=a@b', ...args])
    .toString()
    .trim();

async function commit(files: Readonly<Record<string, string>>): Promise<string> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(checkout, path, '..'), { recursive: true });
    await writeFile(join(checkout, path), text);
  }
  git('add', '-A');
  git('commit', '--quiet', '-m', 'x');
  return git('rev-parse', 'HEAD');
}

/** A checkout of two commits, and then whatever a step before us made of it. */
beforeEach(async () => {
  checkout = await mkdtemp(join(tmpdir(), 'co-checkout-'));
  made.push(checkout);
  git('init', '--quiet');
  await symlink('/etc/passwd', join(checkout, 'link'));
  base = await commit({ 'CLAUDE.md': 'GOOD\n', 'src/a.ts': 'one\n' });
  head = await commit({ 'src/a.ts': 'two\n' });
});
afterAll(async () => Promise.all(made.map(async (folder) => rm(folder, { recursive: true, force: true }))));

async function open(env: Readonly<Record<string, string>> = {}): Promise<Repository> {
  const dir = await mkdtemp(join(tmpdir(), 'co-repository-'));
  made.push(dir);
  const { executable, path } = await findGit(process.env['PATH'] ?? '', checkout);
  return openRepository({
    ...{ dir, checkout, executable, url: 'http://127.0.0.1:9/a/b', token: '' },
    ...{ env: { PATH: path, ...env }, signal: new AbortController().signal },
  });
}

async function readBase(path: string, maxBytes = 1000): Promise<unknown> {
  const objects = (await open()).openObjects();
  try {
    return await commitFiles(objects, base).read(path, maxBytes);
  } finally {
    objects.close();
  }
}

describe('the files of a commit in a checkout', () => {
  it('are read from its objects, links told and not followed', async () => {
    expect(await readBase('CLAUDE.md')).toEqual({ kind: 'text', text: 'GOOD\n' });
    expect(await readBase('src/a.ts')).toEqual({ kind: 'text', text: 'one\n' });
    expect(await readBase('link')).toEqual({ kind: 'link' });
    expect(await readBase('link/passwd')).toEqual({ kind: 'absent' });
    expect(await readBase('src')).toEqual({ kind: 'folder' });
    for (const path of ['nothing', '.git/config', '../x', '/etc/passwd', 'src//a.ts', ''])
      expect(await readBase(path)).toEqual({ kind: 'absent' });
    expect(await readBase('CLAUDE.md', 4)).toEqual({ kind: 'too-large' });
  });

  it('are refused where an object is not what its name says', async () => {
    const sha = git('rev-parse', `${base}:CLAUDE.md`);
    const path = join(checkout, '.git', 'objects', sha.slice(0, 2), sha.slice(2));
    await chmod(path, 0o644);
    await writeFile(path, deflateSync(Buffer.from('blob 5\0EVIL\n')));
    await expect(readBase('CLAUDE.md')).rejects.toThrow('holds something else than its name says');
  });

  it('are refused where a pack gives a commit another tree', async () => {
    const evil = await commit({ 'CLAUDE.md': 'EVIL\n' });
    git('repack', '-adq');
    const folder = join(checkout, '.git', 'objects', 'pack');
    const name = execFileSync('ls', [folder])
      .toString()
      .split('\n')
      .find((one) => one.endsWith('.idx'));
    const index = join(folder, name ?? '');
    await chmod(index, 0o644);
    await writeFile(index, swapped(await readFile(index), base, evil));
    // git itself believes it.
    expect(git('show', `${base}:CLAUDE.md`)).toBe('EVIL');
    await expect(readBase('CLAUDE.md')).rejects.toThrow('holds something else than its name says');
  });
});

/** A pack index in which one object has the place of another. */
function swapped(index: Buffer, one: string, other: string): Buffer {
  const count = index.readUInt32BE(8 + 255 * 4);
  const at = (sha: string): number => (index.indexOf(Buffer.from(sha, 'hex'), 1032) - 1032) / 20;
  const offsets = 1032 + count * 24;
  const result = Buffer.from(index);
  index.copy(result, offsets + at(one) * 4, offsets + at(other) * 4, offsets + at(other) * 4 + 4);
  const body = result.subarray(0, -20);
  createHash('sha1')
    .update(body)
    .digest()
    .copy(result, result.length - 20);
  return result;
}

describe('a hostile checkout', () => {
  it('has no say by its configuration, hooks, attributes, grafts and replacements', async () => {
    const marker = join(checkout, 'owned');
    const program = `touch ${marker}`;
    await writeFile(
      join(checkout, '.git', 'config'),
      `[core]\n\tfsmonitor = ${program}\n\thooksPath = .\n\tpager = ${program}\n\tsshCommand = ${program}\n[diff]\n\texternal = ${program}\n[diff "x"]\n\ttextconv = ${program}\n\tcommand = ${program}\n[filter "x"]\n\tsmudge = ${program}\n\tprocess = ${program}\n[credential]\n\thelper = !${program}\n[remote "origin"]\n\turl = ext::${program}\n\tpromisor = true\n[extensions]\n\tpartialClone = origin\n`,
    );
    for (const hook of [
      'post-checkout',
      'post-index-change',
      'reference-transaction',
      'fsmonitor-watchman',
    ]) {
      await writeFile(join(checkout, '.git', 'hooks', hook), `#!/bin/sh\n${program}\n`);
      await chmod(join(checkout, '.git', 'hooks', hook), 0o755);
    }
    await writeFile(join(checkout, '.gitattributes'), '* filter=x diff=x\n');
    await mkdir(join(checkout, '.git', 'info'), { recursive: true });
    await writeFile(join(checkout, '.git', 'info', 'attributes'), '* filter=x diff=x\n');
    await writeFile(join(checkout, '.git', 'info', 'grafts'), `${head}\n`);
    await mkdir(join(checkout, '.git', 'refs', 'replace'), { recursive: true });
    await writeFile(join(checkout, '.git', 'refs', 'replace', head), `${base}\n`);

    const repository = await open();
    const files = await diffLocally(repository, base, head);
    expect(files.map(({ path, patch }) => [path, patch])).toEqual([['src/a.ts', '@@ -1 +1 @@\n-one\n+two']]);
    const tree = await repository.exportTree(head);
    expect(await readFile(join(tree, 'src', 'a.ts'), 'utf8')).toBe('two\n');
    expect(await readFile(join(tree, 'link'), 'utf8')).toBe('/etc/passwd');
    await expect(stat(marker)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it.each([
    ['whose .git is a link', async (moved: string) => symlink(moved, join(checkout, '.git'))],
    [
      'whose .git is a file that names another',
      async (moved: string) => writeFile(join(checkout, '.git'), `gitdir: ${moved}\n`),
    ],
    [
      'whose objects are a link',
      async (moved: string) => {
        await mkdir(join(checkout, '.git'));
        await symlink(join(moved, 'objects'), join(checkout, '.git', 'objects'));
      },
    ],
  ])('%s is not borrowed from', async (_name, disguise) => {
    const moved = await mkdtemp(join(tmpdir(), 'co-moved-'));
    made.push(moved);
    await rename(join(checkout, '.git'), join(moved, 'git'));
    await disguise(join(moved, 'git'));
    const repository = await open();
    expect(repository.hasCheckout).toBe(false);
    await expect(repository.exportTree(head)).rejects.toThrow(head);
  });

  it('cannot have us wait for a pipe or take nonsense as its shallow edge', async () => {
    execFileSync('mkfifo', [join(checkout, '.git', 'shallow')]);
    expect((await open()).hasCheckout).toBe(true);
    await rm(join(checkout, '.git', 'shallow'));
    await writeFile(join(checkout, '.git', 'shallow'), 'nonsense\n');
    expect((await diffLocally(await open(), base, head)).length).toBe(1);
  });

  it('never gives the git that is started, by its own folders or by a link from another one', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'co-outside-'));
    made.push(outside);
    await mkdir(join(checkout, 'node_modules', '.bin'), { recursive: true });
    const evil = join(checkout, 'node_modules', '.bin', 'git');
    await writeFile(evil, '#!/bin/sh\necho evil\n');
    await chmod(evil, 0o755);
    await symlink(evil, join(outside, 'git'));
    await symlink(join(checkout, 'node_modules'), join(outside, 'modules'));
    const path = [
      join(checkout, 'node_modules', '.bin'),
      '.',
      '',
      'bin',
      join(outside, 'modules', '.bin'),
      outside,
      '/usr/bin',
    ];
    const found = await findGit(path.join(':'), checkout);
    expect(found).toEqual({ executable: '/usr/bin/git', path: `${outside}:/usr/bin` });
  });
});

describe('what git is asked for', () => {
  it.each(['main', '--output=x', 'HEAD', '', `${'a'.repeat(40)}^{commit}`])('is never %j', async (name) => {
    const repository = await open();
    const told = 'is not the full name of a commit';
    await expect(repository.exportTree(name)).rejects.toThrow(told);
    await expect(repository.fetch([head, name])).rejects.toThrow(told);
    await expect(diffLocally(repository, name, head)).rejects.toThrow(told);
    await expect(repository.openObjects().read(name, 1)).rejects.toThrow(told);
  });

  it.each(['--upload-pack=touch x', 'a..b', 'a:b'])('is never the branch %j', async (name) => {
    await expect((await open()).fetchBranch(name)).rejects.toThrow('is no name of a branch');
  });
});
