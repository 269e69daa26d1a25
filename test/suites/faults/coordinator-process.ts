import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface CoordinatorProcess {
  readonly pid: number;
  /** What it wrote since it was started, for a failing test to show. */
  readonly output: () => string;
  /** Settles when the process is gone. */
  readonly end: (signal: NodeJS.Signals) => Promise<number | null>;
}

/** The coordinator as its own process, as an operator starts it; resolves once it says that it is ready. */
export async function startProcess(settings: Readonly<Record<string, string>>): Promise<CoordinatorProcess> {
  const child = spawn(process.execPath, ['runner-pool/index.ts', 'serve'], {
    env: { PATH: process.env['PATH'] ?? '', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const ready = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr])
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line);
        if (line.includes('Ready on ')) resolve();
      });
  });
  const gone = once(child, 'exit');
  const output = (): string => lines.slice(-40).join('\n');
  await Promise.race([
    ready,
    gone.then(() => {
      throw new Error(`The coordinator ended before it was ready:\n${output()}`);
    }),
  ]);
  return { pid: child.pid ?? 0, output, end: async (signal) => endOf(child, signal) };
}

async function endOf(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
  return child.exitCode;
}
