import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { removeTempFolders, root, tempFolder } from '../../helpers/run-action.ts';

const holders: ChildProcess[] = [];

/** Ends the processes and removes the folders of each test. */
export function cleanUpFolders(): void {
  afterEach(async () => {
    await Promise.all(holders.splice(0).map(kill));
    await removeTempFolders();
  });
}

export interface Holder {
  readonly die: () => Promise<void>;
  readonly signal: (signal: NodeJS.Signals) => void;
}

const module = (name: string): string => JSON.stringify(join(root, 'action', 'workspace', `${name}.ts`));

/** Another process that makes the folder and holds it, as a run does, until it is killed. */
export async function holderOf(folder: string, launcher: readonly string[] = []): Promise<Holder> {
  const code = `
    import { mkdir } from 'node:fs/promises';
    import { holdFolder } from ${module('hold')};
    await mkdir(${JSON.stringify(folder)}, { recursive: true });
    globalThis.hold = await holdFolder(${JSON.stringify(folder)}, Date.now() + 60_000);
    console.log('holds');
    setInterval(() => {}, 1000);`;
  const [path, ...args] = [...launcher, process.execPath, '--input-type=module', '-e', code];
  const child = spawn(path, args, { stdio: ['ignore', 'pipe', 'inherit'], detached: true });
  holders.push(child);
  await once(child.stdout as NodeJS.ReadableStream, 'data');
  return { die: async () => kill(child), signal: (signal) => child.kill(signal) };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  process.kill(-(child.pid as number), 'SIGKILL');
  await ended;
}

export interface Machine {
  readonly temp: string;
  readonly runs: string;
  readonly sockets: string;
  readonly cache: string;
}

/** The folders of a runner, empty. */
export async function machine(): Promise<Machine> {
  const base = await tempFolder('workspace');
  const temp = join(base, 'temp');
  const made = { temp, runs: join(temp, 'claude-orchestrator'), sockets: join(base, 'tmp') };
  const cache = join(base, 'tool-cache', 'claude-code');
  await Promise.all([made.runs, made.sockets, cache].map((folder) => mkdir(folder, { recursive: true })));
  return { ...made, cache };
}

export async function fill(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name);
    await mkdir(join(path, '..'), { recursive: true });
    await writeFile(path, text);
  }
}

/** What a run has while it works, in small. */
export const atWork = {
  'journal.ndjson': '{"seq":1}\n',
  'home/.claude/session.jsonl': 'said',
  'tmp/scratch': 'x',
  'tree/src/app.ts': 'export {};',
  'repository.git/HEAD': 'ref: refs/heads/none\n',
};

/** Code that imports the module, run as another user who owns nothing here. */
export function runAsNobody(name: string, code: string): string {
  const script = `import * as it from ${module(name)};\n${code}`;
  const args = ['--input-type=module', '-e', script];
  return execFileSync(process.execPath, args, { uid: nobody, gid: nobody, encoding: 'utf8' });
}

export const nobody = 65_534;
export const isRoot = process.getuid?.() === 0;
