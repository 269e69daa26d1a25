import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Rule } from './architecture/rule.ts';
import { readSource } from './architecture/source-file.ts';
import { violations } from './architecture/violations.ts';

const parts = ['action/', 'contract/', 'runner-pool/', 'dashboard-static/'];
const pure = [
  'action/prompt/',
  'action/render/',
  'action/finding/',
  'action/event/',
  'action/sanitise/',
  'contract/redact/',
  'dashboard-static/compare/',
  'dashboard-static/filter/',
  'dashboard-static/timeline/',
]
  .concat([
    'action/context/conversation',
    'action/gate/may-run',
    'action/gate/attempts',
    'action/gate/repeater',
  ])
  .concat(
    ['plan', 'isolation', 'places', 'environment', 'call-filter', 'classic-bpf', 'memory-limits'].map(
      (name) => `action/sandbox/${name}`,
    ),
  )
  .concat(['action/egress/allow-list', 'action/egress/public-address'])
  .concat([
    'action/run/isolation',
    'action/run/tier',
    'action/run/input-faults',
    'action/run/cloud-variables',
    'action/cloud-provider',
  ])
  .concat(
    ['services/retry-policy', 'services/announcement', 'queues/place']
      .concat(['history/index-rows', 'history/journal-shape', 'export/manifest', 'export/number-journal'])
      .map((name) => `runner-pool/${name}`),
  );

const io = [
  'fs',
  'child_process',
  'http',
  'https',
  'http2',
  'net',
  'tls',
  'dgram',
  'dns',
  'worker_threads',
  'process',
]
  .concat(['timers', 'perf_hooks', 'os'])
  .flatMap((name) => [`node:${name}`, name])
  .concat(['@actions', '@octokit']);
const clocksAndChance = ['Date.now', 'new Date()', 'Math.random', 'performance', 'process', 'fetch'].concat(
  ['crypto.randomUUID', 'crypto.getRandomValues', 'crypto.randomBytes'],
  ['setTimeout', 'setInterval', 'setImmediate'],
);

const rules: readonly Rule[] = [
  {
    name: 'contract stands alone',
    reason: 'it is what crosses between the parts; whatever it imports, all of them get',
    files: ['contract/'],
    acceptImports: ['contract/', 'typebox', '@secretlint'],
    broken: [
      { 'contract/a.ts': "import { log } from '../action/log.ts';" },
      { 'contract/a.ts': "import type { Server } from 'fastify';" },
    ],
  },
  ...parts
    .filter((part) => part !== 'contract/')
    .map((part) => ({
      name: `${part} keeps to itself`,
      reason: 'the parts are built, tested and released apart and share only contract/',
      files: [part],
      refuseImports: [...parts, 'test/', 'scripts/'].filter(
        (other) => other !== part && other !== 'contract/',
      ),
      broken: [...parts, 'test/', 'scripts/']
        .filter((other) => other !== part && other !== 'contract/')
        .map((other) => ({ [`${part}deep/a.ts`]: `import type { A } from '../../${other}a.ts';` })),
    })),
  {
    name: 'pure modules do no I/O and read no clock',
    reason: 'they are tested in milliseconds with plain values, and give the same answer twice',
    files: pure,
    refuseImports: io,
    refuseUses: clocksAndChance,
    transitive: true,
    broken: [
      ...io.map((name) => ({ 'action/render/a.ts': `import { a } from '${name}';` })),
      ...pure.map((folder) => ({ [`${folder}a.ts`]: "await import('node:fs/promises');" })),
      ...clocksAndChance.map((name) => ({
        'action/prompt/a.ts': name.startsWith('new') ? name : `${name}();`,
      })),
      { 'action/finding/a.ts': "import { randomUUID } from 'node:crypto';" },
      {
        'action/prompt/a.ts': "import '../b.ts';",
        'action/b.ts': "export { c } from './c.ts';",
        'action/c.ts': 'Date.now();',
      },
    ],
  },
  {
    name: 'one reader of the environment',
    reason: 'what a run depends on is then seen, validated and redacted in one place',
    files: parts,
    except: ['action/inputs.ts', 'runner-pool/config.ts'],
    refuseUses: ['process.env'],
    broken: ['process.env.HOME;', "process['env'];", 'const { env } = process;', 'globalThis.process.env;']
      .concat(["import { env } from 'node:process';", 'f(process?.env);'])
      .map((code) => ({ 'action/a.ts': code })),
  },
  {
    name: 'no cycles',
    reason: 'the flow goes one way; in a cycle the order of evaluation decides what is undefined',
    files: parts,
    noCycles: true,
    broken: [
      {
        'action/a.ts': "import './b.ts';",
        'action/b.ts': "export * from './c.ts';",
        'action/c.ts': "import './a.ts';",
      },
    ],
  },
  {
    name: 'at most 250 lines',
    reason: 'beyond that two concepts live in one room',
    files: [...parts, 'scripts/', 'test/'],
    maxLines: 250,
    broken: [{ 'action/a.ts': ';\n'.repeat(251) }],
  },
  {
    name: 'no process.exit()',
    reason: 'it drops what is still being written; set process.exitCode',
    files: parts,
    // The entry, after all is told: a library's hanging request must not keep the job alive.
    except: ['action/index.ts'],
    refuseUses: ['process.exit'],
    broken: [{ 'action/a.ts': 'process.exit(1);' }, { 'action/a.ts': 'const { exit } = process;' }],
  },
  {
    name: 'no console',
    reason: 'every line that leaves goes through the log, which redacts it',
    files: parts,
    refuseUses: ['console'],
    broken: [{ 'action/a.ts': "console.log('a');" }, { 'contract/a.ts': 'list.forEach(console.error);' }],
  },
  {
    name: 'routes touch no SQL and no queue',
    reason: 'route, service, store: a route only translates between HTTP and a service',
    files: ['runner-pool/routes/'],
    refuseImports: ['pg', 'bullmq', 'ioredis', 'runner-pool/store/', 'runner-pool/queues/'],
    broken: [
      { 'runner-pool/routes/a.ts': "import type { Pool } from 'pg';" },
      { 'runner-pool/routes/a.ts': "import { runs } from '../store/runs.ts';" },
    ],
  },
  {
    name: 'services know no Fastify and no BullMQ',
    reason: 'they are called by routes and by workers alike',
    files: ['runner-pool/services/'],
    refuseImports: ['fastify', '@fastify', 'bullmq'],
    broken: [{ 'runner-pool/services/a.ts': "import { Queue } from 'bullmq';" }],
  },
  {
    name: 'what the dashboard loads and filters knows no view',
    reason: 'load, filter, view: the same history is shown in several ways, and tested without a browser',
    files: ['load/', 'filter/', 'timeline/', 'compare/'].map((folder) => `dashboard-static/${folder}`),
    refuseImports: ['dashboard-static/view/', 'preact'],
    broken: [
      { 'dashboard-static/filter/a.ts': "import { money } from '../view/format/figures.ts';" },
      { 'dashboard-static/load/a.ts': "import type { VNode } from 'preact';" },
    ],
  },
];

const files = [...parts, 'scripts/', 'test/'].flatMap(sourcesIn);

describe.each(rules)('$name', (rule) => {
  it('holds', () => {
    expect(violations(rule, files)).toEqual([]);
  });

  it.each(rule.broken)('is broken by %j', (snippets) => {
    const sources = Object.entries(snippets).map(([path, code]) => readSource(path, code));
    expect(violations(rule, sources)).not.toEqual([]);
  });

  it.each(rule.files)('speaks of files that exist: %s', (prefix) => {
    expect(files.some(({ path }) => path.startsWith(prefix))).toBe(true);
  });
});

it('names file, line, rule and reason', () => {
  const [rule] = rules;
  const source = readSource('contract/a.ts', "// one\nimport 'fastify';");
  expect(rule && violations(rule, [source])).toEqual([
    'contract/a.ts:2 imports fastify (contract stands alone: it is what crosses between the parts; whatever it imports, all of them get)',
  ]);
});

it('lets a type of an impure module into a pure one, and a date that is given', () => {
  const source = readSource(
    'action/render/a.ts',
    "import type { Stats } from 'node:fs';\nnew Date(0).toISOString();",
  );
  expect(rules.flatMap((rule) => violations(rule, [source]))).toEqual([]);
});

function sourcesIn(folder: string): ReturnType<typeof readSource>[] {
  const root = join(import.meta.dirname, '..');
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.startsWith('fixtures/'))
    .map((name) => readSource(folder + name, readFileSync(join(root, folder, name), 'utf8')));
}
