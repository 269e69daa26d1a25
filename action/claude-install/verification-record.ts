import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { neededFlags } from './needed-flags.ts';

/*
 * That an executable has the needed flags is remembered between jobs, as one small file per executable that holds its
 * version. Other jobs on a self-hosted runner can write there. A forged record skips the check of the flags, nothing
 * else: integrity is checked when installing, the version always, and a CLI without a flag refuses to start with it.
 */

/** The version this very file had when its flags were last found complete; null when it was never checked, or changed since. */
export async function readVerification(recordDir: string, path: string): Promise<string | null> {
  if (recordDir === '') return null;
  try {
    return await readFile(await recordPath(recordDir, path), 'utf8');
  } catch {
    return null;
  }
}

/** Best effort: a folder that cannot be written costs the next run 100 ms. */
export async function writeVerification(recordDir: string, path: string, version: string): Promise<void> {
  if (recordDir === '') return;
  const part = join(recordDir, `.${randomUUID()}`);
  try {
    await mkdir(recordDir, { recursive: true });
    await writeFile(part, version, { flag: 'wx' });
    await rename(part, await recordPath(recordDir, path));
  } catch {
    await rm(part, { force: true }).catch(() => undefined);
  }
}

/** Named by all that tells one executable from another, and by what was looked for in it. */
async function recordPath(recordDir: string, path: string): Promise<string> {
  const real = await realpath(path);
  const { size, mtimeMs } = await stat(real);
  const identity = JSON.stringify([real, size, mtimeMs, neededFlags]);
  return join(recordDir, createHash('sha256').update(identity).digest('hex'));
}
