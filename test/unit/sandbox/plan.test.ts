import { expect, it } from 'vitest';
import { bridges, type Plan, programFolders, sandboxArguments } from '../../../action/sandbox/plan.ts';

const plan: Plan = {
  machine: {
    abilities: { canDisableUserns: true },
    proc: { readOnly: ['/proc/sys'], masked: ['/proc/kcore'] },
    system: [
      { kind: 'bind', path: '/usr' },
      { kind: 'link', path: '/bin', target: 'usr/bin' },
      { kind: 'bind', path: '/etc/ssl/certs' },
    ],
    written: [{ from: '/run-dir/sandbox/passwd', at: '/etc/passwd' }],
  },
  tier: 'write',
  tree: '/temp/a run/tree',
  home: '/temp/a run/home',
  programs: [{ from: '/opt/claude', at: '/sandbox/bin/claude' }],
  gatewaySocket: '/temp/a run/gateway.sock',
  egressSocket: '/temp/a run/egress.sock',
  toolCacheDir: '/opt/hostedtoolcache',
  hidden: ['/home/runner/work/_temp', '/usr/local/actions-runner', ''],
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
  const machine = { ...plan.machine, abilities: { canDisableUserns: false } };
  expect(sandboxArguments({ ...plan, machine }).join(' ')).not.toContain('userns');
});

it('makes the tree writable in the write tier alone', () => {
  expect(has(sandboxArguments(plan), '--bind', plan.tree, '/workspace')).toBe(true);
  const read = sandboxArguments({ ...plan, tier: 'read' });
  expect(has(read, '--ro-bind', plan.tree, '/workspace')).toBe(true);
  expect(read.filter((arg) => arg === '--bind')).toHaveLength(1);
});

it('shows the tool cache in the write tier alone', () => {
  expect(has(sandboxArguments(plan), '--ro-bind', plan.toolCacheDir, plan.toolCacheDir)).toBe(true);
  expect(sandboxArguments({ ...plan, tier: 'read' })).not.toContain(plan.toolCacheDir);
});

it.each([
  ['none is named', ''],
  ['it holds the runner’s temporary folder', '/home/runner/work'],
  ['it is that folder', '/home/runner/work/_temp'],
  ['it is everything', '/'],
  ['it takes a place of ours', '/workspace/tools'],
  ['it lies where the machine’s sockets are', '/run/tools'],
])('shows no tool cache where %s', (_why, toolCacheDir) => {
  const args = sandboxArguments({ ...plan, toolCacheDir });
  expect(has(args, '--ro-bind', toolCacheDir, toolCacheDir)).toBe(false);
  expect(programFolders({ ...plan, toolCacheDir })).toEqual(['/usr', '/bin']);
});

it('hides the runner where it lies below a shown folder, and needs not elsewhere', () => {
  const args = sandboxArguments(plan);
  expect(has(args, '--tmpfs', '/usr/local/actions-runner')).toBe(true);
  expect(args).not.toContain('/home/runner/work/_temp');
  expect(args.indexOf('/usr/local/actions-runner')).toBeGreaterThan(args.indexOf('/usr'));
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
