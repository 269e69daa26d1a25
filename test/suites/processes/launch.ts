import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ProcessEnd, runProcess } from '../../../action/claude/process.ts';
import { runMarker, sweep } from '../../../action/claude/sweep.ts';
import { type Launcher, plainLauncher, sandboxedLauncher } from '../../../action/sandbox/launcher.ts';
import { findProcessNamespace } from '../../../action/sandbox/process-namespace.ts';
import { tempFolder } from '../../helpers/run-action.ts';
import { plain, usableSandbox } from '../../integration/sandbox/lab.ts';

export const kinds = ['sandbox', 'namespace', 'group'] as const;
export type Kind = (typeof kinds)[number];

const env = { PATH: '/usr/local/bin:/usr/bin:/bin' };

/** A launcher of that kind, with a shell in Claude's place. */
export async function shellLauncher(kind: Kind): Promise<Launcher> {
  const dir = await tempFolder('processes');
  const [tree, home, gatewaySocket] = [join(dir, 'tree'), join(dir, 'home'), join(dir, 'gateway.sock')];
  await Promise.all([mkdir(tree), mkdir(home)]);
  const common = { tree, home, claudePath: '/bin/sh' };
  if (kind !== 'sandbox') {
    const namespace = kind === 'group' ? ({ containment: kind, prefix: [] } as const) : await realNamespace();
    return plainLauncher({ ...common, namespace, temp: tmpdir(), gatewayUrl: '' });
  }
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(gatewaySocket, resolve));
  server.unref();
  return sandboxedLauncher({
    ...common,
    sandbox: await usableSandbox(),
    ...plain,
    runDir: dir,
    gatewaySocket,
    passOn: env,
  });
}

function realNamespace(): ReturnType<typeof findProcessNamespace> {
  return findProcessNamespace({
    pathVariable: env.PATH,
    workspaceDir: '',
    platform: process.platform,
    isRoot: process.getuid?.() === 0,
    signal: new AbortController().signal,
  });
}

export interface ShellRun {
  readonly launcher: Launcher;
  readonly script: string;
  readonly mark: string;
  readonly signal: AbortSignal;
  readonly onReady: () => void;
}

/** Runs a script as a run of the action would, up to the sweep at its end. */
export async function runShell({ launcher, script, mark, signal, onReady }: ShellRun): Promise<ProcessEnd> {
  const end = await runProcess({
    ...launcher.command(['-c', script], { ...env, [runMarker]: mark }),
    input: '',
    signal,
    onLine: onReady,
  });
  if (!launcher.isSandboxed) await sweep(mark);
  return end;
}
