// `npm run build` bundles the action into dist/, and the dashboard into dist/dashboard/; `npm run build -- --check` says whether dist/ is what the sources give.
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transform } from 'esbuild';
import { buildDashboard } from './build-dashboard.ts';
import { root, runCommand, tool } from './run-command.ts';

type Files = ReadonlyMap<string, Buffer>;

const dist = join(root, 'dist');
const maxEntryBytes = 2 * 1024 * 1024;
/** What is bundled: the action, and what it starts in front of Claude in the sandbox, a script that needs nothing but Node. */
const entries = [
  { entry: 'build/action/index.js', folder: '' },
  { entry: 'build/action/sandbox/init/index.js', folder: 'sandbox' },
] as const;

const built = await bundle();
printSizes(built);
await mkdir(dist, { recursive: true });
const committed = await readFiles(dist);
const different = differences(built, committed);

if ((built.get('index.js')?.length ?? 0) > maxEntryBytes) {
  fail(`dist/index.js is over ${maxEntryBytes} bytes: import what is heavy and rarely used dynamically.`);
} else if (!process.argv.includes('--check')) {
  await replace(committed, built);
} else if (different.length > 0) {
  fail(
    `dist/ is not what the sources give; run \`npm run build\` and commit it. Different: ${different.join(', ')}`,
  );
} else {
  console.log('dist/ is fresh');
}

/**
 * Two steps, because ncc cannot read TypeScript 7. The emit folder is always build/: ncc derives module ids from paths below
 * the repository's root, so another name would give another bundle. Types are not checked here: `npm run check` does that.
 */
async function bundle(): Promise<Files> {
  const out = await mkdtemp(join(tmpdir(), 'claude-orchestrator-dist-'));
  try {
    await rm(join(root, 'build'), { recursive: true, force: true });
    await must(...tool('typescript/bin/tsc', '-p', 'tsconfig.build.json'));
    const flags = ['--license', 'licenses.txt', '--no-cache', '--quiet'];
    // One after the other: ncc empties the folder that it writes to.
    for (const { entry, folder } of entries) {
      const target = join(out, folder);
      await must(...tool('@vercel/ncc/dist/ncc/cli.js', 'build', entry, '--out', target, ...flags));
    }
    const action = await minified(await readFiles(out));
    const dashboard = join(out, 'dashboard');
    await buildDashboard(dashboard);
    const files = await readFiles(dashboard);
    return new Map([...action, ...[...files].map(([name, file]) => [`dashboard/${name}`, file] as const)]);
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}

/** What is loaded at every start takes half the time to parse so. Not by ncc, which would minify the entry alone. */
async function minified(files: Files): Promise<Files> {
  const entries = [...files].map(async ([name, content]): Promise<[string, Buffer]> => {
    if (!name.endsWith('.js')) return [name, content];
    const { code } = await transform(content.toString(), {
      ...{ minify: true, format: 'esm', target: 'node24', legalComments: 'none', charset: 'utf8' },
    });
    return [name, Buffer.from(code)];
  });
  return new Map(await Promise.all(entries));
}

async function must(command: string, args: readonly string[]): Promise<void> {
  const { exitCode, output } = await runCommand(command, args);
  if (exitCode !== 0) throw new Error(`${args[0]} ended with ${exitCode}\n${output}`);
}

async function readFiles(folder: string): Promise<Files> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const contents = await Promise.all(paths.map((path) => readFile(path)));
  return new Map(
    paths.map((path, index) => [path.slice(folder.length + 1), contents[index] ?? Buffer.alloc(0)]),
  );
}

function differences(one: Files, other: Files): string[] {
  const names = new Set([...one.keys(), ...other.keys()]);
  return [...names].filter((name) => !same(one.get(name), other.get(name))).sort();
}

function same(one: Buffer | undefined, other: Buffer | undefined): boolean {
  return one !== undefined && other !== undefined && one.equals(other);
}

/** Writes only what changed, so that a test that is reading dist/ meanwhile meets as little change as possible. */
async function replace(old: Files, fresh: Files): Promise<void> {
  for (const name of differences(old, fresh)) {
    const content = fresh.get(name);
    const path = join(dist, name);
    await mkdir(join(path, '..'), { recursive: true });
    await (content ? writeFile(path, content) : rm(path));
  }
}

function printSizes(files: Files): void {
  for (const [name, content] of files) {
    console.log(`${(content.length / 1024).toFixed(0).padStart(6)} kB  dist/${name}`);
  }
}

function fail(message: string): void {
  console.error(message);
  process.exitCode = 1;
}
