import { readdir, rmdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { holdNames } from './hold.ts';
import { type NotRemoved, removeFolders } from './remove-folders.ts';

/** Of a folder of ours whose run is over, all that is large: its folders. The files stay: journal, report, result. */
export async function removeFoldersIn(
  dir: string,
  { signal, atOnce }: { readonly signal: AbortSignal; readonly atOnce: number },
): Promise<readonly NotRemoved[]> {
  const entries = await readdir(dir, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return removeFolders({ root: dir, names, signal, atOnce });
}

/** All of a folder of ours; what shows that it is ours goes last, so that it stays so where this is cut off. */
export async function removeWhole(dir: string, signal: AbortSignal): Promise<readonly NotRemoved[]> {
  const left = await removeFoldersIn(dir, { signal, atOnce: 1 });
  if (left.length > 0 || signal.aborted) return left;
  const names = (await readdir(dir)).filter((name) => !holdNames.includes(name));
  for (const name of [...names, ...holdNames])
    await unlink(join(dir, name)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
  await rmdir(dir);
  return [];
}
