import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The file as it was, or all of the new one, whenever this is interrupted. */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const unfinished = `${path}.unfinished`;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(unfinished, content, { flush: true });
  await rename(unfinished, path);
}
