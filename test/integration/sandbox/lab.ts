import { mkdir, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { type ProcessEnd, runProcess } from '../../../action/claude/process.ts';
import { findSandbox, type UsableSandbox } from '../../../action/sandbox/find-sandbox.ts';
import { type Launcher, type SandboxedOptions, sandboxedLauncher } from '../../../action/sandbox/launcher.ts';
import { root, tempFolder } from '../../helpers/run-action.ts';

export const realClaude = join(root, 'node_modules', '.bin', 'claude');
const initScript = join(root, 'dist', 'sandbox', 'index.js');

/** What a sandbox is made with where a test is about something else. */
export const plain = {
  tier: 'write',
  nodePath: process.execPath,
  initScript,
  egressSocket: null,
  toolCacheDir: '',
  credentialFile: null,
  hidden: [],
} as const;

/** A run's folder with a tree, and a sandbox around it as the action would make it. */
export interface Lab {
  readonly dir: string;
  readonly tree: string;
  readonly home: string;
  readonly launcher: Launcher;
  readonly run: (options?: LabRun) => Promise<LabEnd>;
  readonly close: () => Promise<void>;
}

interface LabRun {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  readonly signal?: AbortSignal;
  readonly onLine?: (text: string) => void;
}

interface LabEnd extends ProcessEnd {
  readonly stdout: string;
}

export interface LabOptions extends Partial<Omit<SandboxedOptions, 'claudePath'>> {
  /** The program in Claude's place: a path, or the text of a shell script. */
  readonly claude: { readonly path: string } | { readonly script: string };
  /** Where the gateway's socket leads; nowhere when left out. */
  readonly gatewayPort?: number;
  /** On top of `PATH` in what is passed on. */
  readonly pathVariable?: string;
}

export async function usableSandbox(): Promise<UsableSandbox> {
  const found = await findSandbox({
    pathVariable: process.env['PATH'] ?? '',
    workspaceDir: '',
    platform: process.platform,
    signal: new AbortController().signal,
  });
  if (found.kind !== 'usable') throw new Error(`${found.why}. ${found.remedy}`);
  return found;
}

export async function createLab({ claude, gatewayPort, ...options }: LabOptions): Promise<Lab> {
  const dir = await tempFolder('sandbox');
  const [tree, home] = [join(dir, 'tree'), join(dir, 'home')];
  await Promise.all([mkdir(tree), mkdir(home)]);
  const claudePath = 'path' in claude ? claude.path : join(dir, 'claude');
  if ('script' in claude) await writeFile(claudePath, `#!/bin/bash\n${claude.script}\n`, { mode: 0o755 });
  const gatewaySocket = join(dir, 'gateway.sock');
  const server = createServer((inner) => {
    if (gatewayPort === undefined) return inner.destroy();
    const outer = connect(gatewayPort, '127.0.0.1');
    inner.on('error', () => outer.destroy());
    outer.on('error', () => inner.destroy());
    return inner.pipe(outer).pipe(inner);
  });
  await new Promise<void>((resolve) => server.listen(gatewaySocket, resolve));
  const passOn = { PATH: options.pathVariable ?? process.env['PATH'] ?? '' };
  const launcher = await sandboxedLauncher({
    sandbox: await usableSandbox(),
    runDir: dir,
    tree,
    home,
    claudePath,
    gatewaySocket,
    passOn,
    ...plain,
    ...options,
  });
  const run: Lab['run'] = async ({ args = [], env = {}, input = '', signal, onLine } = {}) => {
    let stdout = '';
    const end = await runProcess({
      ...launcher.command(args, { ...passOn, ANTHROPIC_BASE_URL: launcher.baseUrl, ...env }),
      input,
      signal: signal ?? new AbortController().signal,
      onLine: (line) => {
        if (line.kind !== 'line') return;
        stdout += `${line.text}\n`;
        onLine?.(line.text);
      },
    });
    return { ...end, stdout };
  };
  const close = async (): Promise<void> => {
    await new Promise((resolve) => server.close(resolve));
  };
  return { dir, tree, home, launcher, run, close };
}
