// `npm run bench` measures what the documentation promises and prints it; --write puts it into docs/benchmarks.md too.
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../test/helpers/run-action.ts';
import { type CoordinatorFigures, measureCoordinator } from './bench/coordinator/measure.ts';
import { coordinatorTables } from './bench/coordinator/report.ts';
import { measureDashboard } from './bench/dashboard/measure.ts';
import { dashboardTables } from './bench/dashboard/report.ts';
import { measureGateway } from './bench/gateway.ts';
import { measureRedaction } from './bench/redact.ts';
import { type Figures, tablesOf, writeTables } from './bench/report.ts';
import { measureStartUp } from './bench/start-up.ts';
import { measureStream } from './bench/stream.ts';

const { values } = parseArgs({
  options: {
    write: { type: 'boolean', default: false },
    times: { type: 'string', default: '15' },
    /** Runs another action on the same pull request: a command line that ends up starting $BENCH_CLAUDE. */
    peer: { type: 'string' },
    'peer-name': { type: 'string', default: 'the peer' },
    part: { type: 'string', default: 'all' },
    /** Receives the same webhooks at /api/github/webhooks: a command line that finds PORT, WEBHOOK_SECRET, APP_ID, PRIVATE_KEY. */
    'webhook-peer': { type: 'string' },
    'webhook-peer-name': { type: 'string', default: 'the peer' },
  },
});

const times = Number(values.times);
if (!Number.isInteger(times) || times < 1)
  throw new Error(`--times ${values.times} is not a whole number from 1 on`);

const parts = ['all', 'action', 'coordinator', 'dashboard'];
const isAsked = (part: string): boolean => values.part === 'all' || values.part === part;
if (!parts.includes(values.part)) throw new Error(`--part ${values.part} is none of ${parts.join(', ')}`);

const folder = await mkdtemp(join(tmpdir(), 'bench-'));
const page = join(root, 'docs', 'benchmarks.md');
const taken = { date: new Date().toISOString().slice(0, 10), machine: machine() };
try {
  if (isAsked('action')) await show('measured', tablesOf(await actionFigures()));
  if (isAsked('coordinator'))
    await show('measured coordinator', coordinatorTables(await coordinatorFigures()));
  if (isAsked('dashboard'))
    await show('measured dashboard', dashboardTables({ ...taken, ...(await measureDashboard(folder)) }));
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
}

async function show(mark: string, tables: string): Promise<void> {
  console.log(tables);
  if (values.write) await writeTables(page, mark, tables);
}

async function actionFigures(): Promise<Figures> {
  return {
    ...taken,
    startUp: await measureStartUp({
      times,
      peer: values.peer === undefined ? null : { command: values.peer, name: values['peer-name'] },
      folder,
    }),
    chunks: await chunkSizes(),
    stream: await measureStream(folder),
    gateway: await measureGateway(200),
    redaction: await measureRedaction(),
  };
}

async function coordinatorFigures(): Promise<CoordinatorFigures & typeof taken> {
  const command = values['webhook-peer'];
  const name = values['webhook-peer-name'];
  const peer = command === undefined ? null : { command, name, path: '/api/github/webhooks' };
  return { ...taken, ...(await measureCoordinator(folder, peer)) };
}

function machine(): string {
  const [cpu] = cpus();
  const gigabytes = Math.round(totalmem() / 1024 ** 3);
  return `${cpu?.model.trim() ?? 'unknown CPU'}, ${cpus().length} cores, ${gigabytes} GB, ${process.platform}, Node ${process.versions.node}`;
}

async function chunkSizes(): Promise<readonly { readonly name: string; readonly bytes: number }[]> {
  const names = (await readdir(join(root, 'dist'))).filter((name) => name.endsWith('.js')).sort();
  const sizes = names.map(async (name) => ({ name, bytes: (await stat(join(root, 'dist', name))).size }));
  return (await Promise.all(sizes)).toSorted(
    (a, b) => Number(b.name === 'index.js') - Number(a.name === 'index.js'),
  );
}
