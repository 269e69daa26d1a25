import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import { CliMissingError, installYourself } from './cli-missing-error.ts';

export interface UnpackOptions {
  readonly tarball: string;
  /** The one entry to take, named exactly so: `package/claude`. */
  readonly entry: string;
  /** The file to write, which must not exist. No name in the tarball has a say in where anything is written. */
  readonly target: string;
  readonly signal: AbortSignal;
}

/** Takes one regular file out of an npm tarball and makes it executable. Everything else in it is read over. */
export async function unpackBinary(options: UnpackOptions): Promise<void> {
  const { tarball, entry, target, signal } = options;
  const unpacked = extract();
  const source = pipeline(createReadStream(tarball), createGunzip(), unpacked, { signal });
  const take = async (): Promise<boolean> => {
    let found = false;
    for await (const file of unpacked) {
      if (file.header.name === entry && file.header.type === 'file') {
        await pipeline(file, createWriteStream(target, { flags: 'wx', mode: 0o755 }));
        found = true;
      } else file.resume();
    }
    return found;
  };
  // Both have let go of their files before anyone cleans up.
  const [read, taken] = await Promise.allSettled([source, take()]);
  signal.throwIfAborted();
  if (taken.status === 'rejected') throw taken.reason;
  if (read.status === 'rejected') throw read.reason;
  if (!taken.value) throw new CliMissingError(`The npm package has no file ${entry}`, installYourself);
}
