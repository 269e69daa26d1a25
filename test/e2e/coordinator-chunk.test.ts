import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../helpers/run-action.ts';

it('what speaks to a coordinator is a chunk of its own, which a run without one does not load', async () => {
  const dist = join(root, 'dist');
  const names = (await readdir(dist)).filter((name) => name.endsWith('.js'));
  const texts = await Promise.all(
    names.map(async (name) => ({ name, text: await readFile(join(dist, name), 'utf8') })),
  );
  const speaking = texts.filter(({ text }) => /\/v1\/runs\b/.test(text)).map(({ name }) => name);
  expect(speaking).toEqual([expect.stringMatching(/^\d+\.index\.js$/)]);
  const number = speaking[0]?.split('.')[0];
  // `import()` of a chunk names it: nobody else does.
  const naming = texts
    .filter(({ text }) => new RegExp(`\\.e\\(${number}\\)`).test(text))
    .map(({ name }) => name);
  expect(naming).toHaveLength(1);
});
