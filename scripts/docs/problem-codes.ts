import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../run-command.ts';

/** What is wrong with the page's table of problem codes, against those that the coordinator's sources name. */
export async function codeFaults(page: string): Promise<readonly string[]> {
  const sources = await sourcesOf();
  const named = new Set(sources.flatMap(namedIn));
  const table = page.split('<!-- codes -->')[1]?.split('<!-- /codes -->')[0] ?? '';
  const told = [...table.matchAll(/^\| (`[^|]+`) \|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([a-z_]+)`/g)].map(([, code = '']) => code),
  );
  const untold = [...named].filter((code) => !told.includes(code));
  const unknown = told.filter((code) => !sources.some((text) => new RegExp(`\\b${code}\\b`).test(text)));
  return [
    ...untold.map((code) => `the problem code ${code} is not told`),
    ...unknown.map((code) => `there is no problem code ${code}`),
  ];
}

async function sourcesOf(): Promise<readonly string[]> {
  const folders = ['auth', 'http', 'routes', 'services'].map((name) => `runner-pool/${name}/**/*.ts`);
  const texts: string[] = [];
  for await (const path of glob([...folders, 'runner-pool/problem.ts'], { cwd: root }))
    texts.push(await readFile(join(root, path), 'utf8'));
  return texts;
}

/** Where a code is written out: as the member `code`, or as an argument of what makes refusals. */
function namedIn(text: string): readonly string[] {
  const member = /\bcode: (?:[^'\n,;]*\? )?'([a-z_]+)'(?: : '([a-z_]+)')?/g;
  const argument = /\b(?:wrongInput|conflict|refusal)\(\s*(?:\d{3},\s*)?'([a-z_]+)'/g;
  return [member, argument].flatMap((pattern) =>
    [...text.matchAll(pattern)].flatMap(([, ...codes]) => codes.filter((code) => code !== undefined)),
  );
}
