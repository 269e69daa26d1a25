import { lstat, realpath, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readContained } from './contained-path.ts';

/** Every commit at the edge of a shallow checkout is a line of 41 or 65 bytes; more than this is no checkout's. */
const largestShallowBytes = 1024 * 1024;

/**
 * Lets our repository look objects up in a checkout too; a shallow checkout's edge comes along, or git would miss the parents.
 * Nothing else of it takes part: no configuration, hook, ref, index or attribute. False where it has no plain `.git/objects`
 * folder: a `.git` that is a link, or a file that names another place (a worktree, a submodule), or objects that are a link,
 * would have us read where the checkout likes.
 */
export async function borrowObjects(checkout: string, gitDir: string): Promise<boolean> {
  if (checkout === '') return false;
  const own = await realpath(checkout).catch(() => '');
  const objects = join(own, '.git', 'objects');
  // A line break would make two entries of it, a leading quote or hash another one.
  if (own === '' || objects.includes('\n')) return false;
  for (const folder of [join(own, '.git'), objects]) {
    const found = await lstat(folder).catch(() => null);
    if (found === null || !found.isDirectory()) return false;
  }
  await writeFile(join(gitDir, 'objects', 'info', 'alternates'), `${objects}\n`);
  const shallow = await readContained({
    root: join(own, '.git'),
    path: 'shallow',
    maxBytes: largestShallowBytes,
  });
  const lines = shallow?.toString('latin1') ?? '';
  if (/^(?:(?:[0-9a-f]{40}|[0-9a-f]{64})\n)+$/.test(lines)) await writeFile(join(gitDir, 'shallow'), lines);
  return true;
}
