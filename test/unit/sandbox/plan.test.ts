import { expect, it } from 'vitest';
import { bridges, type Plan, programFolders, sandboxArguments } from '../../../action/sandbox/plan.ts';

const plan: Plan = {
  machine: {
    abilities: { canDisableUserns: true, canLimitSize: true, canFilterCalls: true },
    proc: { readOnly: ['/proc/sys'], masked: ['/proc/kcore'] },
    system: [
      { kind: 'bind', path: '/usr' },
      { kind: 'link', path: '/bin', target: 'usr/bin' },
      { kind: 'bind', path: '/etc/ssl/certs' },
    ],
    written: [{ from: '/run-dir/sandbox/passwd', at: '/etc/passwd' }],
    covers: { empty: '/run-dir/sandbox/empty', xml: '/run-dir/sandbox/empty.xml' },
  },
  tier: 'write',
  tree: '/temp/a run/tree',
  home: '/temp/a run/home',
  programs: [{ from: '/opt/claude', at: '/sandbox/bin/claude' }],
  gatewaySocket: '/temp/a run/gateway.sock',
  egressSocket: '/temp/a run/egress.sock',
  toolCache: { from: '/opt/hostedtoolcache', at: '/opt/hostedtoolcache' },
  hidden: {
    folders: ['/home/runner/work/_temp', '/usr/local/actions-runner/_work', '/usr/local/actions-runner'],
    files: ['/usr/pip.conf', '/opt/hostedtoolcache/node/24/x64/etc/npmrc', '/home/runner/.npmrc'],
  },
};

const has = (args: readonly string[], ...wanted: readonly string[]): boolean =>
  args.some((_, index) => wanted.every((word, offset) => args[index + offset] === word));

it('takes every namespace and every right away', () => {
  const args = sandboxArguments(plan);
  const flags = ['--unshare-all', '--unshare-user', '--disable-userns', '--assert-userns-disabled'];
  expect(args).toEqual(expect.arrayContaining([...flags, '--die-with-parent', '--new-session']));
  expect(has(args, '--cap-drop', 'ALL')).toBe(true);
  expect(args).not.toContain('--share-net');
});

it('does without what an older bubblewrap does not know', () => {
  const abilities = { canDisableUserns: false, canLimitSize: false, canFilterCalls: false };
  const args = sandboxArguments({ ...plan, machine: { ...plan.machine, abilities } });
  expect(args.join(' ')).not.toContain('userns');
  expect(args).not.toContain('--size');
});

it('makes the tree writable in the write tier alone', () => {
  expect(has(sandboxArguments(plan), '--bind', plan.tree, '/workspace')).toBe(true);
  const read = sandboxArguments({ ...plan, tier: 'read' });
  expect(has(read, '--ro-bind', plan.tree, '/workspace')).toBe(true);
  expect(read.filter((arg) => arg === '--bind')).toHaveLength(1);
});

it('shows the tool cache in the write tier alone', () => {
  const path = '/opt/hostedtoolcache';
  expect(has(sandboxArguments(plan), '--ro-bind', path, path)).toBe(true);
  expect(sandboxArguments({ ...plan, tier: 'read' })).not.toContain(path);
});

it.each([
  ['it holds the runner’s temporary folder', '/home/runner/work'],
  ['it is that folder', '/home/runner/work/_temp'],
  ['it is everything', '/'],
  ['it takes a place of ours', '/workspace/tools'],
  ['it lies where the machine’s sockets are', '/run/tools'],
])('shows no tool cache where %s', (_why, path) => {
  const toolCache = { from: path, at: path };
  expect(has(sandboxArguments({ ...plan, toolCache }), '--ro-bind', path, path)).toBe(false);
  expect(programFolders({ ...plan, toolCache })).toEqual(['/usr', '/bin']);
});

it('shows no tool cache where its path is a link to a folder that holds the runner’s', () => {
  const toolCache = { from: '/home/runner', at: '/opt/link' };
  expect(sandboxArguments({ ...plan, toolCache })).not.toContain('/opt/link');
});

it('hides the runner where it lies below a shown folder, and needs not elsewhere', () => {
  const args = sandboxArguments(plan);
  const runner = '/usr/local/actions-runner';
  expect(has(args, '--tmpfs', runner)).toBe(true);
  expect(has(args, '--remount-ro', runner)).toBe(true);
  expect(args.join(' ')).not.toContain('_work');
  expect(args).not.toContain('/home/runner/work/_temp');
  expect(args.indexOf(runner)).toBeGreaterThan(args.indexOf('/usr'));
});

it('covers single files of what is shown, under the names that they have inside', () => {
  const npmrc = '/opt/hostedtoolcache/node/24/x64/etc/npmrc';
  const covered = (args: readonly string[]): readonly (string | undefined)[] =>
    args.flatMap((arg, index) => (arg === plan.machine.covers.empty ? [args[index + 1]] : []));
  const ofSystem = ['/usr/pip.conf'];
  expect(covered(sandboxArguments(plan))).toEqual(expect.arrayContaining([npmrc, ...ofSystem]));
  expect(covered(sandboxArguments({ ...plan, tier: 'read' }))).toEqual(ofSystem);
  const linked = { ...plan, toolCache: { from: '/opt/hostedtoolcache', at: '/tools' } };
  expect(covered(sandboxArguments(linked))).toContain('/tools/node/24/x64/etc/npmrc');
  const maven = { ...plan, hidden: { folders: [], files: ['/usr/share/maven/conf/settings.xml'] } };
  expect(
    has(sandboxArguments(maven), '--ro-bind', plan.machine.covers.xml, '/usr/share/maven/conf/settings.xml'),
  ).toBe(true);
});

it('gives everything that lies in memory a size', () => {
  const args = sandboxArguments(plan);
  const mounts = args.flatMap((arg, index) => (arg === '--tmpfs' ? [index] : []));
  expect(mounts.length).toBeGreaterThanOrEqual(3);
  for (const index of mounts)
    expect(args.slice(index - 2, index)).toEqual(['--size', expect.stringMatching(/^\d+$/)]);
  expect(has(args, '--size', '1073741824', '--tmpfs', '/tmp')).toBe(true);
});

it('covers the kernel’s settings after /proc is there, and closes the root last', () => {
  const args = sandboxArguments(plan);
  const at = (...words: readonly string[]): number =>
    args.findIndex((_, i) => words.every((w, o) => args[i + o] === w));
  expect(at('--ro-bind', '/proc/sys', '/proc/sys')).toBeGreaterThan(at('--proc', '/proc'));
  expect(at('--ro-bind', '/dev/null', '/proc/kcore')).toBeGreaterThan(at('--proc', '/proc'));
  expect(args.slice(-4)).toEqual(['--remount-ro', '/', '--chdir', '/workspace']);
});

it('offers no second way out where no domain is allowed', () => {
  expect(bridges(plan)).toBe('8701=/sandbox/gateway.sock,8702=/sandbox/egress.sock');
  const closed = { ...plan, egressSocket: null };
  expect(bridges(closed)).toBe('8701=/sandbox/gateway.sock');
  expect(sandboxArguments(closed)).not.toContain('/sandbox/egress.sock');
  const cloud = { ...plan, gatewaySocket: null };
  expect(bridges(cloud)).toBe('8702=/sandbox/egress.sock');
  expect(sandboxArguments(cloud)).not.toContain('/sandbox/gateway.sock');
});
