import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { writeWhole } from './write-whole.ts';

/** Puts the dashboard's own files beside the history; how many, 0 where it is not built. */
export async function copyDashboard(from: string, to: string): Promise<number> {
  const entries = await readdir(from, { recursive: true, withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    },
  );
  const files = entries.filter((entry) => entry.isFile());
  for (const { parentPath, name } of files) {
    const path = join(parentPath, name);
    await writeWhole(join(to, relative(from, path)), await readFile(path));
  }
  return files.length;
}
