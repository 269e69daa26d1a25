import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root, tempFolder } from '../helpers/run-action.ts';

/** One defence taken out: a text of the sources, and what stands there instead. */
export interface Mutant {
  readonly defence: string;
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/** The action's sources, changed, ready to be run; Node takes their types away itself. Gives the path of the entry. */
export async function startableSources(mutant: Mutant | null): Promise<string> {
  const folder = await tempFolder('sources');
  await Promise.all(
    ['action', 'contract', 'package.json'].map(async (name) =>
      cp(join(root, name), join(folder, name), { recursive: true }),
    ),
  );
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  // What runs in front of Claude in the sandbox is one bundled file beside the entry.
  await mkdir(join(folder, 'action', 'sandbox'), { recursive: true });
  await cp(join(root, 'dist', 'sandbox', 'index.js'), join(folder, 'action', 'sandbox', 'index.js'));
  if (mutant !== null) await mutate(folder, mutant);
  return join(folder, 'action', 'index.ts');
}

async function mutate(folder: string, { defence, file, find, replace }: Mutant): Promise<void> {
  const path = join(folder, file);
  const text = await readFile(path, 'utf8');
  if (text.split(find).length !== 2)
    throw new Error(
      `The mutant "${defence}" fits ${text.split(find).length - 1} places of ${file}, not one.`,
    );
  await writeFile(
    path,
    text.replace(find, () => replace),
  );
}
