import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { writeExecutable } from './stand-in.ts';

/** An npm package's tarball that holds `package/claude`, made by the system's `tar`. */
export async function tarballOf(claude: string): Promise<Buffer> {
  const dir = await mkdtemp(join(tmpdir(), 'claude-tarball-'));
  try {
    await writeExecutable(join(dir, 'package', 'claude'), claude);
    await writeExecutable(join(dir, 'package', 'package.json'), '{}');
    const file = join(dir, 'package.tgz');
    await promisify(execFile)('tar', ['-czf', file, '-C', dir, 'package']);
    return await readFile(file);
  } finally {
    await rm(dir, { recursive: true });
  }
}

export interface Entry {
  readonly name: string;
  readonly type?: 'file' | 'symlink' | 'link';
  readonly linkname?: string;
  readonly text?: string;
}

/** A tarball with just these entries, as no honest program would write it. */
export async function tarballWith(entries: readonly Entry[]): Promise<Buffer> {
  const packing = pack();
  for (const { text, ...header } of entries) packing.entry({ mode: 0o755, ...header }, text ?? '');
  packing.finalize();
  return gzipSync(await buffer(packing));
}

export function integrityOf(tarball: Buffer): string {
  return `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
}
