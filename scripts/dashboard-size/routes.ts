import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseSync } from 'oxc-parser';

export interface Route {
  readonly name: string;
  /** What every visit loads; the other routes load it, too. */
  readonly isInitial: boolean;
  readonly files: readonly string[];
}

interface Imports {
  readonly now: readonly string[];
  readonly later: readonly string[];
}

/** What a built dashboard loads at first, and with each view that comes when it is looked at. */
export async function readRoutes(folder: string): Promise<readonly Route[]> {
  const page = await readFile(join(folder, 'index.html'), 'utf8');
  const entries = [...page.matchAll(/<script[^>]* src="\.\/([^"]+)"/g)].map(([, name = '']) =>
    join(folder, name),
  );
  const initial = await withImports(entries);
  const later = (await Promise.all(initial.map(importsOf))).flatMap(({ later: files }) => files);
  const views = [...new Set(later)].map(async (file): Promise<Route> => {
    const name = file.slice(folder.length + 1);
    return { name, isInitial: false, files: await withImports([...initial, file]) };
  });
  return [{ name: 'at first', isInitial: true, files: initial }, ...(await Promise.all(views))];
}

async function withImports(files: readonly string[]): Promise<readonly string[]> {
  const all = new Set(files);
  for (const file of all) for (const next of (await importsOf(file)).now) all.add(next);
  return [...all];
}

async function importsOf(file: string): Promise<Imports> {
  const text = await readFile(file, 'utf8');
  const { staticImports, dynamicImports } = parseSync(file, text).module;
  const path = (name: string): string => join(dirname(file), name);
  return {
    now: staticImports.map(({ moduleRequest }) => path(moduleRequest.value)),
    later: dynamicImports.map(({ moduleRequest: { start, end } }) => path(text.slice(start + 1, end - 1))),
  };
}
