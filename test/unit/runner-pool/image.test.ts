import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import packageJson from '../../../package.json' with { type: 'json' };
import { readSource } from '../../architecture/source-file.ts';

const root = join(import.meta.dirname, '../../..');
const dockerfile = readFileSync(join(root, 'runner-pool/Dockerfile'), 'utf8');
const stages = dockerfile.split(/^FROM /m).slice(1);
/** What the last stage takes out of the repository. */
const copied = [...(stages.at(-1) ?? '').matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(
  ([, paths]) => paths?.split(' ') ?? [],
);
const imports = ['runner-pool/', 'contract/']
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readSource(folder + name, readFileSync(join(root, folder, name), 'utf8'))),
  )
  .flatMap(({ path, imports: found }) =>
    found.filter(({ typeOnly }) => !typeOnly).map(({ target }) => ({ path, target })),
  );

it('holds every file of ours that the coordinator imports', () => {
  const missing = imports
    .filter(({ target }) => /\.(ts|json)$/.test(target))
    .filter(({ target }) => !copied.some((path) => target === path || target.startsWith(`${path}/`)));
  expect(copied).toContain('runner-pool');
  expect(missing).toEqual([]);
});

it('holds every package that the coordinator imports: none is needed in development alone', () => {
  const packages = imports.filter(({ target }) => !/\.(ts|json)$/.test(target) && !isBuiltin(target));
  const known = Object.keys(packageJson.dependencies);
  const missing = packages.filter(
    ({ target }) => !known.some((name) => target === name || target.startsWith(`${name}/`)),
  );
  expect(packages.length).toBeGreaterThan(20);
  expect(missing).toEqual([]);
});

it('runs on the Node that everything is tested with, and not as root', () => {
  const tags = stages.map((stage) => stage.split(/\s/, 1)[0]);
  expect(new Set(tags)).toEqual(new Set([`node:${packageJson.devDependencies.node}-slim`]));
  expect(
    stages
      .at(-1)
      ?.match(/^USER .*$/gm)
      ?.at(-1),
  ).toBe('USER node');
});

it('lets into the build what is copied, and nothing else', () => {
  const ignore = readFileSync(join(root, 'runner-pool/Dockerfile.dockerignore'), 'utf8').trim().split('\n');
  const letIn = ignore.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
  const all = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, paths]) =>
    paths?.split(' '),
  );
  expect(ignore[0]).toBe('*');
  expect(new Set(letIn)).toEqual(new Set(all));
});

/** The words of an instruction in its form as a list. */
const listOf = (instruction: string): readonly string[] =>
  JSON.parse(
    new RegExp(`^${instruction} (\\[.*\\])$`, 'm').exec(dockerfile)?.[1] ?? '[]',
  ) as readonly string[];

it('starts as npm start does, which leaves no shell between npm and Node to keep a signal to itself', () => {
  const [entry, command] = [listOf('ENTRYPOINT'), listOf('CMD')];
  const env = ['env', 'NODE_COMPILE_CACHE=node_modules/.cache/claude-orchestrator'];
  expect(packageJson.scripts.start).toBe(['exec', ...env, ...entry, ...command].join(' '));
});

it('is compiled with the flags that it starts with, which are part of what is asked for in the cache', () => {
  expect(listOf('RUN')).toEqual([...listOf('ENTRYPOINT'), '--version']);
});
