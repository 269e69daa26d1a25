import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Scene, setExporting, startedAt } from './scene.ts';

const entry = join(import.meta.dirname, '../../../runner-pool/index.ts');
let scene: Scene;
beforeEach(async () => {
  scene = await setExporting();
});
afterEach(async () => scene.close());

const downloads = (): number => scene.requests('actions/download-artifact');
const pages = (): number =>
  scene.github.requests.filter(({ route }) => route === 'actions/list-artifacts-for-repo').length;

it('goes on after a download that failed, and tries it again the next time', async () => {
  const first = await scene.leaveMany(1);
  const lost = await scene.leave({ report: startedAt(1) });
  const cut = await scene.leave({ report: startedAt(2) });
  const others = await scene.leaveMany(101);
  scene.github.fault({ path: `artifacts/${lost.artifact.id}/zip`, status: 502, body: { message: 'Oh.' } });
  scene.github.fault({ path: `actions-results/${cut.artifact.id}`, action: 'reset' });
  const told = await scene.run();
  expect(told).toMatchObject({ exitCode: 1, stdout: expect.stringContaining('Runs: 102 added,') });
  expect(told.stderr).toContain(`Not fetched: ${lost.artifact.name}: Oh.\n`);
  expect(told.stderr).toContain(`Not fetched: ${cut.artifact.name}: `);
  expect((await scene.history()).ids.toSorted()).toEqual([...first, ...others].toSorted());
  downloads();
  const again = await scene.run();
  expect(again).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('Runs: 2 added, 102 known') });
  expect(downloads()).toBe(2);
  await scene.run();
  expect(pages()).toBe(1);
});

it('stops where GitHub fails with one artifact after the other', async () => {
  await scene.leaveMany(15);
  scene.github.fault({ path: '/zip', status: 500, times: 99, body: { message: 'Oh.' } });
  const told = await scene.run();
  expect(told).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('Stopped early: Oh.') });
  expect(downloads()).toBe(10);
  scene.github.clearFaults();
  expect((await scene.run()).stdout).toContain('Runs: 15 added,');
});

it('fetches a page’s runs before it asks for the next page, and goes on behind them', async () => {
  const ids = await scene.leaveMany(230);
  scene.github.secondaryLimit({ path: 'page=2', retryAfterSeconds: 60 });
  const told = await scene.run();
  expect(told).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^Runs: 100 added,/) });
  expect(told.stdout).toContain('Stopped early: GitHub limits requests');
  expect((await scene.history()).ids).toEqual(ids.slice(130));
  const newer = await scene.leaveMany(1);
  expect((await scene.run()).stdout).toContain('Runs: 131 added, 100 known before');
  expect((await scene.history()).ids.toSorted()).toEqual([...ids, ...newer].toSorted());
  expect((await scene.history()).manifest.behind).toBeUndefined();
  scene.requests('');
  await scene.run();
  expect(pages()).toBe(1);
});

it('keeps what an export that was killed had fetched', async () => {
  const ids = await scene.leaveMany(120);
  const env = { PATH: process.env['PATH'], GITHUB_TOKEN: scene.token, GITHUB_API_URL: scene.github.apiUrl };
  const args = [entry, 'export', '--repository', 'acme/widgets', '--out', scene.out];
  let seen = 0;
  const stop = scene.github.onRequest(({ route }) => {
    seen += Number(route === 'artifacts/download');
    if (seen === 110) child.kill('SIGKILL');
  });
  const child = spawn(process.execPath, args, { env, stdio: 'ignore' });
  expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
  stop();
  expect((await scene.history()).ids).toEqual(ids.slice(-100));
  const left = (await readdir(scene.out)).filter((name) => name.startsWith('.exporting-'));
  expect(left).toHaveLength(1);
  expect((await scene.run()).stdout).toContain('Runs: 20 added, 100 known before');
  expect(await readdir(scene.out)).not.toContain(left[0]);
  expect((await scene.history()).ids.toSorted()).toEqual(ids);
});

it('refuses a folder that another export is writing into', async () => {
  const [one] = await scene.leaveMany(1);
  const second: Promise<unknown>[] = [];
  const stop = scene.github.onRequest(async ({ route }) => {
    if (route !== 'artifacts/download') return;
    second.push(scene.run().catch((error: unknown) => error));
    await Promise.all(second);
  });
  expect((await scene.run()).exitCode).toBe(0);
  stop();
  const why = `Another export is writing into ${scene.out}: wait for its end, or give another folder.`;
  expect(await Promise.all(second)).toEqual([new Error(why)]);
  expect((await scene.run()).stdout).toContain('Runs: 0 added, 1 known before');
  expect((await scene.history()).ids).toEqual([one]);
  expect(await readdir(scene.out)).not.toContainEqual(expect.stringContaining('.exporting'));
});

it('misses no run when others are removed meanwhile', async () => {
  const ids = await scene.leaveMany(150);
  const { artifactRecords } = scene.repository;
  const stop = scene.github.onRequest(({ route }) => {
    if (route !== 'artifacts/download') return;
    artifactRecords.splice(-20);
    stop();
  });
  await scene.run();
  expect((await scene.history()).ids.toSorted()).toEqual(ids.slice(0, 130).toSorted());
});

it('asks for one page where all genuine ones of it are known, whatever strangers left', async () => {
  const fork = await scene.repository.fork('contributor');
  const workflowRun = await scene.repository.startRun({ status: 'completed', headRepository: fork });
  for (let index = 0; index < 150; index += 1) {
    const name = `claude-orchestrator-run-pr-${900 - index}-${workflowRun.id}-1-0000abcd-1`;
    await scene.leave({ workflowRun, artifact: { name } });
  }
  await scene.leaveMany(1);
  await scene.run();
  scene.requests('');
  expect((await scene.run()).stdout).toContain('100 not to be shown (100 untrusted)');
  expect(pages()).toBe(1);
});
