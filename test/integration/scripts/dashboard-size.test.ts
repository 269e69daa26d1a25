import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { measure } from '../../../scripts/dashboard-size/measure.ts';
import { readRoutes } from '../../../scripts/dashboard-size/routes.ts';

const folder = await mkdtemp(join(tmpdir(), 'dashboard-size-'));
afterAll(async () => rm(folder, { recursive: true }));

/** A comment that gzip makes some so many bytes of. */
const weight = (bytes: number): string => `/*${randomBytes(bytes).toString('base64')}*/`;

it('counts what each view loads with all it needs, each file once', async () => {
  const files = {
    'index.html': '<script type="module" crossorigin src="./main.js"></script>',
    'main.js': `import{a}from"./shared.js";a(()=>import(\`./view.js\`),()=>import("./other.js"));${weight(10_000)}`,
    'shared.js': `import"./main.js";export const a=()=>{};${weight(5_000)}`,
    'view.js': `import{a}from"./shared.js";import"./chart.js";a();${weight(60_000)}`,
    'chart.js': weight(20_000),
    'other.js': 'export{}',
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  const routes = await readRoutes(folder);
  expect(
    routes.map(({ name, files: all }) => [name, all.map((file) => file.slice(folder.length + 1))]),
  ).toEqual([
    ['at first', ['main.js', 'shared.js']],
    ['view.js', ['main.js', 'shared.js', 'view.js', 'chart.js']],
    ['other.js', ['main.js', 'shared.js', 'other.js']],
  ]);
  const [initial, view, other] = await measure(routes);
  expect([initial?.mostBytes, view?.mostBytes]).toEqual([30_000, 80_000]);
  for (const [size, near] of [
    [initial, 15_000],
    [view, 95_000],
    [other, 15_000],
  ] as const)
    expect(Math.abs((size?.bytes ?? 0) - near)).toBeLessThan(near / 10);
});
