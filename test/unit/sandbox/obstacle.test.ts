import { expect, it } from 'vitest';
import { findObstacle, howToInstall, type Kernel, type Obstacle } from '../../../action/sandbox/obstacle.ts';

function obstacle(files: Readonly<Record<string, string>>): Promise<Obstacle> {
  return findObstacle('bwrap: No permissions', kernel(files));
}

function kernel(files: Readonly<Record<string, string>>): Kernel {
  return { read: async (path) => files[path] ?? null, exists: async (path) => path in files };
}

const apparmor = { '/proc/sys/kernel/apparmor_restrict_unprivileged_userns': '1\n' };
const some = { '/proc/sys/user/max_user_namespaces': '63000\n' };

it.each([
  ['apparmor', { ...apparmor, ...some }, 'sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0'],
  [
    'max-user-namespaces',
    { '/proc/sys/user/max_user_namespaces': '0\n' },
    'sudo sysctl -w user.max_user_namespaces=15000',
  ],
  [
    'unprivileged-userns-clone',
    { ...some, '/proc/sys/kernel/unprivileged_userns_clone': '0\n' },
    'sudo sysctl -w kernel.unprivileged_userns_clone=1',
  ],
  ['container', { ...apparmor, '/.dockerenv': '' }, '--security-opt seccomp=unconfined'],
  ['container', { '/run/.containerenv': '' }, '--security-opt seccomp=unconfined'],
  ['container', { '/proc/1/cgroup': '0::/kubepods/burstable/pod1\n' }, 'without `container:`'],
  ['unknown', some, 'bwrap --unshare-all'],
])('tells %s apart, quotes bubblewrap and gives the remedy', async (rule, files, remedy) => {
  const found = await obstacle(files);
  expect(found.rule).toBe(rule);
  expect(found.why).toContain('bwrap: No permissions');
  expect(found.remedy).toContain(remedy);
  expect(found.remedy).toContain('sandbox: off');
});

it.each([
  [
    'Ubuntu, with its restriction',
    apparmor,
    '`run: sudo apt-get update && sudo apt-get install -y bubblewrap && sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0`',
  ],
  [
    'a system without the restriction',
    some,
    '`run: sudo apt-get update && sudo apt-get install -y bubblewrap`',
  ],
  ['a container', { ...apparmor, '/.dockerenv': '' }, '`options: --security-opt seccomp=unconfined'],
])('where bubblewrap is missing on %s, one step brings all that it needs', async (_name, files, remedy) => {
  const said = await howToInstall(kernel(files));
  expect(said).toContain(remedy);
  expect(said).toContain('apt-get install -y bubblewrap');
});
