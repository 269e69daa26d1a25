import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface CommandResult {
  /** 0 is success; a command that could not be started, or was killed by a signal, is 1. */
  readonly exitCode: number;
  /** stdout and stderr as they came, without colours. */
  readonly output: string;
}

/** Runs a program of node_modules, or any other, from the repository's root. Never rejects. */
export function runCommand(command: string, args: readonly string[]): Promise<CommandResult> {
  return new Promise((resolve) => {
    const env = { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1' };
    const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', (error) => resolve({ exitCode: 1, output: `${command}: ${error.message}` }));
    child.on('close', (code) => resolve({ exitCode: code ?? 1, output: Buffer.concat(chunks).toString() }));
  });
}

/** The repository's root, without a trailing slash. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');

/** The arguments that start a tool of node_modules with this very Node, whatever `node` is in PATH. */
export function tool(script: string, ...args: readonly string[]): [string, string[]] {
  return [process.execPath, [`${root}/node_modules/${script}`, ...args]];
}
