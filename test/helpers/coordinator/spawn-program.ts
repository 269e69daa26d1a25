import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import packageJson from '../../../package.json' with { type: 'json' };
import type { Settings } from '../../../runner-pool/settings.ts';

export interface Program {
  readonly pid: number;
  /** The log, and what a person reads. */
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Its address, once it says that it is ready; null where it ends before. */
  readonly ready: Promise<string | null>;
  /** Its exit code; null: ended by a signal. */
  readonly ended: Promise<number | null>;
  readonly kill: (signal: NodeJS.Signals) => void;
}

/** Of Node, as `npm start` has them. */
const words = packageJson.scripts.start.split(' ');
const flags = words.filter((word) => word.startsWith('--'));
const root = join(import.meta.dirname, '../../..');
const cache = words.find((word) => word.startsWith('NODE_COMPILE_CACHE='))?.split('=')[1] ?? '';
const entry = join(root, 'runner-pool/index.ts');

/** The coordinator as an operator starts it: a process of its own, with these settings and no others. Whoever starts it ends it. */
export function spawnProgram(settings: Settings, args: readonly string[] = ['serve']): Program {
  const child = spawn(process.execPath, [...flags, entry, ...args], {
    env: {
      PATH: process.env['PATH'],
      NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? join(root, cache),
      PORT: '0',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => {
      said[name] += text;
    });
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return {
    pid: child.pid ?? 0,
    stdout: () => said.stdout,
    stderr: () => said.stderr,
    ready: Promise.race([addressOf(child), ended.then(() => null)]),
    ended,
    kill: (signal) => void child.kill(signal),
  };
}

async function addressOf(child: ChildProcess): Promise<string> {
  let text = '';
  return new Promise((resolve) => {
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (data: string) => {
        text += data;
        const address = /Ready on (http:\/\/[\w.:]+)/.exec(text)?.[1];
        if (address !== undefined) resolve(address);
      });
  });
}
