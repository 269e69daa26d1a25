import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fakeClaude } from '../helpers/fake-claude.ts';
import { answer, cleanReview } from '../helpers/model.ts';
import { type RunningAction, tempFolder } from '../helpers/run-action.ts';
import { cleanUpScenarios, type RunOptions, type Scenario, scenario } from '../helpers/scenario.ts';

cleanUpScenarios();

/** What stays of a run that told how it ended. */
const files = ['alive-until', 'alive.sock', 'journal.ndjson', 'report.json'];
const mb = 1024 ** 2;

interface Machine {
  readonly temp: string;
  /** Where the machine keeps temporary files of all. */
  readonly tmp: string;
  readonly runs: () => Promise<readonly string[]>;
  readonly options: Pick<RunOptions, 'temp' | 'env'>;
}

/** A machine that outlives its jobs. */
async function machine(env: Readonly<Record<string, string>> = {}): Promise<Machine> {
  const [temp, tmp] = [await tempFolder('machine'), await tempFolder('tmp')];
  return {
    ...{ temp, tmp },
    runs: async () => (await readdir(join(temp, 'claude-orchestrator'))).toSorted(),
    options: { temp, env: { TMPDIR: tmp, ...env } },
  };
}

/** A Claude that says in its home that it is there, and answers once it is told to, also there: no other place is shared with a sandbox. */
async function patientClaude(): Promise<string> {
  return fakeClaude(`
    const { existsSync, readFileSync, writeFileSync } = require('node:fs');
    init();
    writeFileSync(process.env.HOME + '/begun', 'x'.repeat(1_000_000));
    const timer = setInterval(() => {
      if (!existsSync(process.env.HOME + '/go')) return;
      clearInterval(timer);
      const summary = 'What was seen: ' + readFileSync('src/app.ts', 'utf8').length;
      result({ structured_output: { summary, checked: [], findings: [] } });
    }, 20);`);
}

interface AtWork {
  readonly action: RunningAction;
  readonly home: string;
}

/** The first run of a machine, started, and its Claude at work. */
async function atWork(s: Scenario, { options, temp, runs }: Machine, job = 'review'): Promise<AtWork> {
  const action = await s.start({ ...options, job, inputs: { 'claude-path': await patientClaude() } });
  const home = async (): Promise<string> =>
    join(temp, 'claude-orchestrator', (await runs().catch(() => []))[0] ?? '', 'home');
  await expect.poll(async () => existsSync(join(await home(), 'begun')), { timeout: 30_000 }).toBe(true);
  return { action, home: await home() };
}

describe.concurrent('a run that ends leaves its journal and what it made of it', () => {
  it('after a success', async () => {
    const { options, tmp } = await machine();
    const s = await scenario({ script: [answer(cleanReview)] });
    const run = await s.run(options);
    expect(run.outputs['conclusion'], run.log).toBe('success');
    expect((await readdir(run.dir)).toSorted()).toEqual([...files, 'result.json']);
    expect(await readdir(tmp)).toEqual([]);
    expect(run.outputs['report-path']).toBe(join(run.dir, 'report.json'));
  });

  it('after a failure', async () => {
    const { options, tmp } = await machine();
    const s = await scenario({
      script: [{ error: { status: 400, type: 'invalid_request_error', message: 'no' } }],
    });
    const run = await s.run(options);
    expect(run.outputs['conclusion'], run.log).toBe('failure');
    expect((await readdir(run.dir)).toSorted()).toEqual(files);
    expect(await readdir(tmp)).toEqual([]);
  });

  it('after a cancelled job', async () => {
    const here = await machine();
    const s = await scenario({ script: [answer(cleanReview)] });
    const { action } = await atWork(s, here);
    action.kill('SIGINT');
    const run = await action.done;
    expect(run.outputs['conclusion'], run.log).toBe('cancelled');
    expect((await readdir(run.dir)).toSorted()).toEqual(files);
    expect(await readdir(here.tmp)).toEqual([]);
  });
});

describe.concurrent('a run that is killed', () => {
  it('is cleaned up after by the next one, which keeps its journal', async () => {
    const here = await machine();
    const { options, tmp, runs } = here;
    const s = await scenario({ script: [answer(cleanReview)] });
    const { action } = await atWork(s, here);
    action.kill('SIGKILL');
    const { dir } = await action.done;
    expect(await readdir(dir)).toEqual(expect.arrayContaining(['home', 'repository.git', 'tree']));
    expect(await readdir(tmp)).toEqual([expect.stringMatching(/^co-/)]);
    const journal = await readFile(join(dir, 'journal.ndjson'), 'utf8');
    expect(journal).toContain('action.started');

    const next = await s.run(options);
    expect(next.outputs['conclusion'], next.log).toBe('success');
    expect((await readdir(dir)).toSorted()).toEqual(['alive-until', 'alive.sock', 'journal.ndjson']);
    expect(await readFile(join(dir, 'journal.ndjson'), 'utf8')).toBe(journal);
    expect(await runs()).toHaveLength(2);
    expect(await readdir(tmp)).toEqual([]);
  });
});

describe.concurrent('two runs on one machine', () => {
  it('have a folder each, though they are of one job, and neither cleans up the other', async () => {
    const here = await machine();
    const { options, runs } = here;
    const s = await scenario({ script: [answer(cleanReview)] });
    const { action: first, home } = await atWork(s, here, 'one');
    const second = await s.run({ ...options, job: 'two' });
    expect(second.outputs['conclusion'], second.log).toBe('success');
    const [one = '', other = '', ...more] = await runs();
    expect(more).toEqual([]);
    expect([one, other]).toContain(second.outputs['run-id']);
    await writeFile(join(home, 'go'), '');
    const run = await first.done;
    expect(run.outputs['conclusion'], run.log).toBe('success');
    // The file was still there to be read.
    expect(run.outputs['result']).toMatch(/What was seen: \d\d/);
    expect(new Set([run.outputs['run-id'], second.outputs['run-id']])).toEqual(new Set([one, other]));
    for (const { journal } of [run, second])
      expect(journal.map(({ seq }) => seq)).toEqual(journal.map((_, index) => index + 1));
  });
});

describe.concurrent('a machine without room', () => {
  const expectRefused = async (
    { options }: Machine,
    reason: RegExp,
    over: Partial<RunOptions> = {},
  ): Promise<void> => {
    const s = await scenario({ script: [answer(cleanReview)] });
    const run = await s.run({ ...options, ...over });
    expect(run.outputs['conclusion'], run.log).toBe('failure');
    expect(run.outputs['reason']).toMatch(reason);
    expect(run.exitCode).toBe(1);
    expect(run.summary).toContain('CLAUDE_ORCHESTRATOR_');
    expect(s.pull.comments().map(({ body }) => body)).toEqual([
      expect.stringContaining('CLAUDE_ORCHESTRATOR_'),
    ]);
    expect(s.model.requests).toEqual([]);
    expect(run.journal.map(({ type }) => type)).not.toContain('action.claude_started');
  };

  it('refuses a run, naming what is there and what may be', async () => {
    const here = await machine({ CLAUDE_ORCHESTRATOR_MAX_DISK_MB: '2' });
    const cached = join(here.temp, 'claude-code', '2.1.300', 'x64');
    await mkdir(cached, { recursive: true });
    await writeFile(join(cached, 'claude'), 'x'.repeat(3 * mb));
    await expectRefused(
      here,
      /^internal: Runs of this action hold 3 MB of the runner's disk, of the 2 MB that they may, most of it \(3 MB\) in \/.*claude-code\. Wait .*MAX_DISK_MB/,
    );
  });

  it('refuses a run where too little of the disk is free', async () => {
    const here = await machine({ CLAUDE_ORCHESTRATOR_MIN_FREE_MB: '1000000000' });
    await expectRefused(
      here,
      /^internal: The runner's disk has too little room for a run: .* free at .*MIN_FREE_MB/,
    );
  });

  it('does not refuse an event that asks for nothing', async () => {
    const { options } = await machine({ CLAUDE_ORCHESTRATOR_MIN_FREE_MB: '1000000000' });
    const s = await scenario({ script: [answer(cleanReview)], draft: true });
    const run = await s.run(options);
    expect(run.outputs['conclusion'], run.log).toBe('skipped');
  });

  it('is told that its limit is none', async () => {
    const here = await machine({ CLAUDE_ORCHESTRATOR_MAX_DISK_MB: '20GB' });
    await expectRefused(
      here,
      /^denied: .*CLAUDE_ORCHESTRATOR_MAX_DISK_MB: "20GB" is not a whole number of megabytes/,
    );
  });
});
