import { execFile } from 'node:child_process';
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';
import { findSandbox, type SandboxSearch } from '../../../action/sandbox/find-sandbox.ts';
import { canSandbox } from '../../helpers/machine.ts';
import { removeTempFolders, root, tempFolder } from '../../helpers/run-action.ts';

afterAll(removeTempFolders);

const search: SandboxSearch = {
  pathVariable: process.env['PATH'] ?? '',
  workspaceDir: '',
  platform: 'linux',
  signal: new AbortController().signal,
};

/** A folder with a `bwrap` that is a shell script. */
async function withBwrap(script: string): Promise<string> {
  const folder = await tempFolder('bwrap');
  await writeFile(join(folder, 'bwrap'), `#!/bin/sh\n${script}\n`);
  await chmod(join(folder, 'bwrap'), 0o755);
  return folder;
}

it.skipIf(!canSandbox)('finds bubblewrap, its version and what it can do', async () => {
  const found = await findSandbox(search);
  expect(found).toMatchObject({ kind: 'usable', path: expect.stringMatching(/\/bwrap$/) });
  expect(found.kind === 'usable' && found.version).toMatch(/^\d+\.\d+\.\d+$/);
});

it('says what to install where there is none', async () => {
  expect(await findSandbox({ ...search, pathVariable: await tempFolder('empty') })).toMatchObject({
    kind: 'missing',
    remedy: expect.stringContaining('apt-get install -y bubblewrap'),
  });
});

it.each(['darwin', 'win32'] as const)('says that there is none for %s', async (platform) => {
  expect(await findSandbox({ ...search, platform })).toMatchObject({
    kind: 'missing',
    why: expect.stringContaining(platform),
    remedy: expect.stringContaining('ubuntu-latest'),
  });
});

it('never takes one from the workspace, nor through a link into it', async () => {
  const workspaceDir = await withBwrap('echo "bubblewrap 9.9.9"');
  const link = await tempFolder('link');
  await symlink(join(workspaceDir, 'bwrap'), join(link, 'bwrap'));
  await mkdir(join(workspaceDir, 'bin'));
  const pathVariable = `${workspaceDir}:${link}`;
  expect(await findSandbox({ ...search, pathVariable, workspaceDir })).toMatchObject({ kind: 'missing' });
});

it('does without --disable-userns where bubblewrap does not know it', async () => {
  const pathVariable = await withBwrap(
    'case " $* " in *" --disable-userns "*) echo "bwrap: Unknown option --disable-userns" >&2; exit 1;; esac; echo "bubblewrap 0.6.1"',
  );
  expect(await findSandbox({ ...search, pathVariable })).toMatchObject({
    kind: 'usable',
    version: '0.6.1',
    canDisableUserns: false,
  });
});

it.each([
  ['sizes for what lies in memory', '--size', 'Unknown option --size', 'canLimitSize'],
  ['a filter of system calls', '--seccomp', 'prctl(PR_SET_SECCOMP): Invalid argument', 'canFilterCalls'],
])('does without %s where bubblewrap or the kernel refuses it', async (_what, option, says, ability) => {
  const pathVariable = await withBwrap(
    `case " $* " in *" ${option} "*) echo "bwrap: ${says}" >&2; exit 1;; esac; echo "bubblewrap 0.6.1"`,
  );
  const all = { canDisableUserns: true, canLimitSize: true, canFilterCalls: true };
  expect(await findSandbox({ ...search, pathVariable })).toMatchObject({
    kind: 'usable',
    ...all,
    [ability]: false,
  });
});

it('is not satisfied with a bubblewrap that cannot work, and quotes it', async () => {
  const pathVariable = await withBwrap('echo "bwrap: setting up uid map: Permission denied" >&2; exit 1');
  expect(await findSandbox({ ...search, pathVariable })).toMatchObject({
    kind: 'forbidden',
    why: expect.stringContaining('bwrap: setting up uid map: Permission denied'),
    remedy: expect.stringContaining('sandbox: off'),
  });
});

it.skipIf(!canSandbox)('names the kernel setting that forbids it, on a real kernel', async () => {
  const code = `
    import { findSandbox } from ${JSON.stringify(join(root, 'action', 'sandbox', 'find-sandbox.ts'))};
    const signal = new AbortController().signal;
    console.log(JSON.stringify(await findSandbox({ pathVariable: process.env.PATH, workspaceDir: '', platform: 'linux', signal })));`;
  // A user namespace has a limit of its own for those within it.
  const script = 'echo 0 > /proc/sys/user/max_user_namespaces && exec "$@"';
  const node = [process.execPath, '--input-type=module', '-e', code];
  const args = ['--user', '--map-root-user', '/bin/sh', '-c', script, 'sh', ...node];
  const { stdout } = await promisify(execFile)('unshare', args);
  expect(JSON.parse(stdout)).toMatchObject({
    kind: 'forbidden',
    rule: 'max-user-namespaces',
    remedy: expect.stringContaining('sudo sysctl -w user.max_user_namespaces=15000'),
  });
});
