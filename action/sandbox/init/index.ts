// Runs inside the sandbox, before Claude: `node init.mjs PORT=SOCKET,… COMMAND ARGUMENTS…`. The sandbox has no network but its own
// loopback, so this is the way out: each port leads to a Unix socket that the action put there. It holds no secret.
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { openBridges } from './bridge.ts';
import { onOrders } from './orders.ts';

const [bridges = '', command = '', ...args] = process.argv.slice(2);

// The one that is meant is Claude; this process ends when Claude has.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);

try {
  goFirst();
  await openBridges(bridges);
  start();
} catch (error) {
  fail(error);
}

function start(): void {
  // A group of its own, so that an order reaches what Claude started too, as a terminal's Ctrl-C would.
  const child = spawn(command, args, { stdio: 'inherit', detached: true });
  child.on('error', fail);
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
    endAll();
  });
  onOrders((signal) => {
    if (child.pid !== undefined) endGroup(child.pid, signal);
  });
}

/** Where memory runs out, the kernel ends this process and all that it starts before the action, which then can tell of it. */
function goFirst(): void {
  try {
    writeFileSync('/proc/self/oom_score_adj', '1000');
  } catch {
    // A kernel that is emulated has no such thing.
  }
}

function endGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // Gone already.
  }
}

/** Everything in the sandbox but this process and the namespace's first one, at one instant: no fork slips through. */
function endAll(): void {
  try {
    process.kill(-1, 'SIGKILL');
  } catch {
    // Nothing was left.
  }
}

function fail(error: unknown): void {
  process.stderr.write(`sandbox: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 125;
}
