import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canSandbox } from '../../helpers/machine.ts';
import { removeTempFolders } from '../../helpers/run-action.ts';
import { createLab } from './lab.ts';

/** A program in Claude's place that tries what it is told to, and says which of it worked. */
const attempts = `
while IFS=$'\\t' read -r name command; do
  if output=$(timeout 5 bash -c "$command" 2>&1 </dev/null); then echo "$name: worked"; else echo "$name: failed"; fi
  echo "$output" >&2
done`;

const secret = 'canary-5f1d0c';
const servers: Server[] = [];
let hostPort = 0;
let hostProcess: ReturnType<typeof spawn>;

beforeAll(async () => {
  const tcp = createServer((socket) => socket.end('host')).listen(0, '127.0.0.1');
  const abstract = createServer((socket) => socket.end('host')).listen(`\0${secret}`);
  servers.push(tcp, abstract);
  await Promise.all(servers.map((server) => once(server, 'listening')));
  hostPort = (tcp.address() as { port: number }).port;
  hostProcess = spawn('sleep', ['600'], {
    env: { PATH: process.env['PATH'], CANARY: secret },
    stdio: 'ignore',
  });
});

afterAll(async () => {
  hostProcess.kill('SIGKILL');
  for (const server of servers) server.close();
  await removeTempFolders();
});

async function attempt(
  tier: 'read' | 'write',
  commands: Readonly<Record<string, string>>,
): Promise<{
  readonly worked: Readonly<Record<string, boolean>>;
  readonly said: string;
  readonly tree: string;
}> {
  const lab = await createLab({ tier, claude: { script: attempts } });
  await writeFile(join(lab.dir, 'secret.txt'), secret);
  await writeFile(join(lab.tree, 'code.txt'), 'code');
  const input = Object.entries(commands).map(
    ([name, command]) => `${name}\t${command.replaceAll('$DIR', lab.dir)}\n`,
  );
  const end = await lab.run({ input: input.join('') });
  await lab.close();
  const lines = end.stdout.trim().split('\n');
  const worked = Object.fromEntries(
    lines.map((line) => [line.replace(/: \w+$/, ''), line.endsWith(': worked')]),
  );
  return { worked, said: end.stderr + end.stdout, tree: lab.tree };
}

const node = (code: string): string => `node -e '${code}'`;
const hostile: Readonly<Record<string, string>> = {
  'read the folder of the run': 'cat $DIR/secret.txt',
  'read the environment of the machine’s processes': `grep -l ${secret} /proc/[0-9]*/environ`,
  'read a password file': 'cat /etc/shadow',
  'see the machine’s accounts': 'grep -v -e ^root: -e ^claude: /etc/passwd',
  'read a home': 'ls /root/. || ls /home/runner',
  'see the machine’s sockets': 'ls /run/. || ls /var/run',
  'see the machine’s devices': 'ls /sys/.',
  'read the kernel’s memory map': 'grep -q . /proc/kallsyms',
  'write where programs are': 'touch /usr/bin/x',
  'write the settings of the machine': 'touch /etc/x',
  'write at the root': 'touch /x',
  'change the script that started it': 'echo x >> /sandbox/init.mjs',
  'set a core handler': 'f=/proc/sys/kernel/core_pattern; cat $f > /tmp/was; cat /tmp/was > $f',
  'find a sysctl to write': 'find /proc/sys -writable | grep .',
  'make a user namespace': 'unshare --user true',
  'mount something': 'mount -t tmpfs none /tmp',
  'hold a capability': 'grep -E "^Cap(Prm|Eff|Bnd|Amb):" /proc/self/status | grep -v 0000000000000000',
  'reach the internet': 'exec 3<>/dev/tcp/1.1.1.1/443',
  'reach the metadata service': 'exec 3<>/dev/tcp/169.254.169.254/80',
  'resolve a name': 'getent hosts github.com',
  'ask a resolver': node('require("dns").resolve4("github.com",(e)=>process.exit(e?1:0))'),
  'send a datagram': 'echo x > /dev/udp/8.8.8.8/53',
  'reach the machine’s loopback': 'exec 3<>/dev/tcp/127.0.0.1/HOSTPORT',
  'reach an abstract socket': node(
    `require("net").connect("\\\\0${secret}").on("error",()=>process.exit(1)).on("connect",()=>process.exit(0))`,
  ),
  'hold a descriptor of the action':
    'find /proc/self/fd -lname "socket:*" -o -lname "pipe:*" -o -lname "anon*" | grep -vE "/[012]$"',
};

describe.each(['read', 'write'] as const)('in the %s tier, a hijacked CLI cannot', (tier) => {
  let worked: Readonly<Record<string, boolean>> = {};
  let said = '';

  beforeAll(async () => {
    const commands = Object.entries(hostile).map(([name, command]) => [
      name,
      command.replace('HOSTPORT', `${hostPort}`),
    ]);
    ({ worked, said } = await attempt(tier, {
      ...Object.fromEntries(commands),
      'signal a process of the machine': `kill -0 ${hostProcess.pid}`,
    }));
  });

  it.skipIf(!canSandbox).each([...Object.keys(hostile), 'signal a process of the machine'])('%s', (name) => {
    expect(worked[name]).toBe(false);
  });

  it.skipIf(!canSandbox)('bring a canary out', () => {
    expect(said).not.toContain(secret);
  });
});

it.skipIf(!canSandbox)(
  'lets the write tier write the workspace, its home and the temporary folder, and nothing more',
  async () => {
    const { worked, tree } = await attempt('write', {
      workspace: 'cd /workspace && echo changed > code.txt && rm -rf x && mkdir x',
      home: 'echo x > ~/x',
      temp: 'echo x > "$TMPDIR"/x',
      shell: 'git --version && node --version',
    });
    expect(worked).toEqual({ workspace: true, home: true, temp: true, shell: true });
    expect(await readFile(join(tree, 'code.txt'), 'utf8')).toBe('changed\n');
  },
);

it.skipIf(!canSandbox)('lets the read tier read the workspace and not write it', async () => {
  const { worked } = await attempt('read', {
    read: 'cat /workspace/code.txt',
    write: 'echo x > /workspace/code.txt',
    create: 'touch /workspace/y',
    remove: 'rm /workspace/code.txt',
  });
  expect(worked).toEqual({ read: true, write: false, create: false, remove: false });
});
