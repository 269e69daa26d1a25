import { execFile, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canSandbox } from '../../helpers/machine.ts';
import { removeTempFolders, tempFolder } from '../../helpers/run-action.ts';
import { createLab } from './lab.ts';

afterAll(removeTempFolders);

/** asm/unistd_64.h, asm-generic/unistd.h */
const calls = {
  x64: {
    keyctl: 250,
    addKey: 248,
    bpf: 321,
    userfaultfd: 323,
    perf: 298,
    ptrace: 101,
    unshare: 272,
    clone3: 435,
    uring: 425,
  },
  arm64: {
    keyctl: 219,
    addKey: 217,
    bpf: 280,
    userfaultfd: 282,
    perf: 241,
    ptrace: 117,
    unshare: 97,
    clone3: 435,
    uring: 425,
  },
}[process.arch as 'x64' | 'arm64'];

/** It can make any call, and is there wherever git is. */
const perl = '/usr/bin/perl';
const canProbe = canSandbox && calls !== undefined && spawnSync(perl, ['-e', 'exit 0']).status === 0;

const made = (number: number, ...args: readonly string[]): string =>
  `$! = 0; syscall(${[number, ...args].join(', ')}); print $! + 0, " "`;

/** Each prints the number of the error; 0 where it worked. */
const probes: Readonly<Record<string, string>> = canProbe
  ? {
      // KEYCTL_GET_KEYRING_ID of the session's keyring, which a session passes on to all that it starts.
      keyctl: made(calls.keyctl, '0', '-3', '0'),
      bpf: made(calls.bpf, '0', '0', '0'),
      userfaultfd: made(calls.userfaultfd, '1'),
      perf: made(calls.perf, '0', '0', '-1', '-1', '0'),
      ptrace: made(calls.ptrace, '0', '0', '0', '0'),
      unshare: made(calls.unshare, '0x10000000'),
      clone3: made(calls.clone3, '0', '0'),
      uring: made(calls.uring, '8', '0'),
    }
  : {};

/** KEYCTL_JOIN_SESSION_KEYRING and KEYCTL_SEARCH; -3 is the session's keyring. */
const key = 'my $t = "user"; my $n = "canary"; my $v = "secret"';
const plantKey = `${key}; syscall(${calls?.keyctl}, 1, $n); syscall(${calls?.addKey}, $t, $n, $v, 6, -3)`;
const findKey = `$| = 1; ${key}; print syscall(${calls?.keyctl}, 10, -3, $t, $n, 0) > 0 ? "found\\n" : "not found\\n"`;

const errors = { EPERM: 1, ENOSYS: 38, EAFNOSUPPORT: 97 };

async function run(tier: 'read' | 'write', script: string): Promise<string> {
  const lab = await createLab({ tier, claude: { script } });
  const { stdout, stderr } = await lab.run();
  await lab.close();
  expect(stderr).toBe('');
  return stdout.trim();
}

describe.skipIf(!canProbe)('of the kernel (needs bubblewrap and perl), a program inside', () => {
  let said: Readonly<Record<string, number>> = {};

  beforeAll(async () => {
    const names = Object.keys(probes);
    const stdout = await run('read', `perl -e '${Object.values(probes).join(';')}'`);
    said = Object.fromEntries(stdout.split(' ').map((text, index) => [names[index], Number(text)]));
  });

  it.each(['keyctl', 'bpf', 'userfaultfd', 'perf', 'ptrace', 'unshare'])('may not call %s', (name) => {
    expect(said[name]).toBe(errors.EPERM);
  });

  it.each(['clone3', 'uring'])('finds no %s', (name) => {
    expect(said[name]).toBe(errors.ENOSYS);
  });

  it('opens sockets of the families alone that the network namespace holds', async () => {
    const code = 'for (1..45) { $! = 0; print "$_ " if socket(my $s, $_, $_ == 16 ? 3 : 1, 0) || $! != 97 }';
    expect(await run('write', `perl -MSocket -e '${code}'`)).toBe('1 2 10 16');
  });

  it('may trace what it started in the write tier', async () => {
    // Without it no debugger works, nor the leak check of AddressSanitizer.
    expect(await run('write', `perl -e '${probes['ptrace']}'`)).toBe('0');
  });

  it('reads no key of whoever started the action', async () => {
    const code = `
      import { runShell, shellLauncher } from ${JSON.stringify(join(import.meta.dirname, '../../suites/processes/launch.ts'))};
      const launcher = await shellLauncher('sandbox');
      const script = ${JSON.stringify(`perl -e '${findKey}'`)};
      const onReady = ({ text }) => console.log(text);
      await runShell({ launcher, script, mark: 'x', signal: new AbortController().signal, onReady });`;
    const node = [process.execPath, '--input-type=module', '-e', code];
    const env = { ...process.env, TMPDIR: await tempFolder('keys') };
    const { stdout } = await promisify(execFile)(
      perl,
      ['-e', `${plantKey}; ${findKey}; exec @ARGV`, ...node],
      { env },
    );
    expect(stdout).toBe('found\nnot found\n');
  });
});

it.skipIf(!canSandbox)('limits what is written to memory, and what may be', async () => {
  const sizes = await run(
    'write',
    'for folder in /tmp /dev/shm; do df --output=size "$folder" | tail -1; done',
  );
  expect(sizes.split(/\s+/)).toEqual(['1048576', '262144']);
  const writing =
    'for folder in /dev /dev/shm /tmp; do if (echo x > $folder/x) 2>/dev/null; then echo $folder; fi; done';
  expect(await run('write', writing)).toBe('/dev/shm\n/tmp');
});

it.skipIf(!canSandbox)('is what the kernel ends first where memory runs out', async () => {
  expect(await run('read', 'cat /proc/self/oom_score_adj /proc/$PPID/oom_score_adj')).toBe('1000\n1000');
});
