import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Settings } from '../../../runner-pool/settings.ts';
import { type Program, spawnProgram } from './spawn-program.ts';

/** The coordinator as a process that ends with the test, also where the test fails in the middle. */
export function runProgram(settings: Settings, args?: readonly string[]): Program {
  const program = spawnProgram(settings, args);
  onTestFinished(async () => {
    program.kill('SIGINT');
    await program.ended;
  });
  return program;
}

/** A folder for DATA_DIR that the account of PostgreSQL may enter. */
export async function makeDataDir(): Promise<{
  readonly path: string;
  readonly remove: () => Promise<void>;
}> {
  const path = await mkdtemp(join(tmpdir(), 'coordinator-data-'));
  await chmod(path, 0o711);
  return { path, remove: async () => rm(path, { recursive: true, force: true }) };
}
