import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Scene, setExporting, startedAt } from './scene.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await setExporting();
});
afterEach(async () => scene.close());

const leaveThree = async (from = 0) => [
  await scene.leave({ report: startedAt(from + 1) }),
  await scene.leave({ report: startedAt(from + 2) }),
  await scene.leave({ report: startedAt(from + 3) }),
];

it('fetches only what is new, and leaves full shards as they are', async () => {
  const old = await leaveThree();
  await scene.run({ shardRuns: 2 });
  expect(scene.requests('actions/download-artifact')).toBe(3);
  const before = await scene.history();
  const beforeFiles = await scene.files();
  const fresh = await leaveThree(10);
  const { stdout } = await scene.run({ shardRuns: 2 });
  expect(stdout).toContain('Runs: 3 added, 3 known before, 0 not to be shown.');
  expect(scene.requests('actions/download-artifact')).toBe(3);
  const after = await scene.history();
  expect(after.ids).toEqual([...old, ...fresh].map(({ runId }) => runId));
  expect(after.manifest.shards.map(({ runs }) => runs)).toEqual([2, 2, 2]);
  const [full, last] = before.manifest.shards;
  expect(after.manifest.shards[0]).toEqual(full);
  const afterFiles = await scene.files();
  expect(afterFiles[full?.file ?? '']).toBe(beforeFiles[full?.file ?? '']);
  // The shard that was not full has another name now; whoever has the manifest of before finds it once more.
  expect(after.manifest.shards.map(({ file }) => file)).not.toContain(last?.file);
  expect(afterFiles[last?.file ?? '']).toBe(beforeFiles[last?.file ?? '']);
  await scene.run({ shardRuns: 2 });
  expect(Object.keys(await scene.files())).not.toContain(last?.file);
});

it('changes nothing where there is nothing new, and asks for one page', async () => {
  await leaveThree();
  await scene.run();
  const before = await scene.files();
  scene.requests('');
  expect((await scene.run()).stdout).toContain('Runs: 0 added, 3 known before,');
  expect(scene.requests('actions/list-artifacts-for-repo')).toBe(1);
  expect(await scene.files()).toEqual(before);
});

it('stops listing at the first page of which it knows all, and not at one without runs', async () => {
  const workflowRun = await scene.repository.startRun({ status: 'completed' });
  const add = (name: string) => scene.repository.addArtifact(workflowRun, { name, files: {} });
  for (let index = 0; index < 250; index += 1) {
    const id = `${workflowRun.id}-1-${index.toString(16).padStart(8, '0')}`;
    scene.repository.expireArtifact(add(`claude-orchestrator-run-pr-1-${id}-1`).id);
  }
  for (let index = 0; index < 120; index += 1) add(`coverage-${index}`);
  expect((await scene.run()).stdout).toContain('250 not to be shown (250 expired)');
  expect(scene.requests('actions/list-artifacts-for-repo')).toBe(4);
  const { runId } = await scene.leave();
  await scene.run();
  // The first page has the new one, the second one nothing but known ones and coverage reports.
  expect(scene.requests('actions/list-artifacts-for-repo')).toBe(2);
  expect((await scene.history()).ids).toEqual([runId]);
});

it('gives the same bytes for the same runs, in the order of their start', async () => {
  const made = [7, 3, 3, 5].map(async (minute) => scene.leave({ report: startedAt(minute) }));
  const left = await Promise.all(made);
  const other = join(scene.out, '../other');
  await scene.run({ shardRuns: 3 });
  await scene.run({ shardRuns: 3, out: other });
  expect(await scene.files(other)).toEqual(await scene.files());
  const [seven, , , five] = left.map(({ runId }) => runId);
  const threes = left.slice(1, 3).map(({ runId }) => runId);
  expect((await scene.history()).ids).toEqual([...threes.toSorted(), five, seven]);
});

it('shows nothing of an export before its end', async () => {
  const [one] = await leaveThree();
  await scene.run();
  const before = await scene.history();
  await leaveThree(10);
  const seen: (readonly string[])[] = [];
  const stop = scene.github.onRequest(async ({ route }) => {
    if (route !== 'artifacts/download') return;
    const { manifest, ids, run } = await scene.history();
    expect(manifest).toEqual(before.manifest);
    expect((await run(one?.runId ?? '')).id).toBe(one?.runId);
    expect(await readdir(scene.out, { recursive: true })).not.toContainEqual(expect.stringMatching(/zip$/));
    seen.push(ids);
  });
  await scene.run();
  stop();
  expect(seen).toEqual([before.ids, before.ids, before.ids]);
  expect((await scene.history()).ids).toHaveLength(6);
});

it('writes a run again whose folder an interrupted export left', async () => {
  const { runId } = await scene.leave();
  await mkdir(join(scene.out, 'runs', runId), { recursive: true });
  await mkdir(join(scene.out, '.unfinished/run'), { recursive: true });
  for (const file of [`runs/${runId}/run.json`, `runs/${runId}/events-9.json`, '.unfinished/run/a'])
    await writeFile(join(scene.out, file), 'torn');
  await scene.run();
  expect((await scene.history()).ids).toEqual([runId]);
  expect(Object.values(await scene.files())).not.toContain('torn');
});

it('stops where GitHub limits requests, keeps what it has, and goes on from there', async () => {
  const [one, two, three] = await leaveThree();
  scene.github.secondaryLimit({ path: `artifacts/${two?.artifact.id}/zip`, retryAfterSeconds: 60 });
  const told = await scene.run();
  expect(told.exitCode).toBe(0);
  expect(told.stdout).toContain('Runs: 1 added,');
  expect(told.stdout).toContain('Stopped early: GitHub limits requests, for 60 s');
  expect((await scene.history()).ids).toEqual([one?.runId]);
  scene.requests('');
  await scene.run();
  expect(scene.requests('actions/download-artifact')).toBe(2);
  expect((await scene.history()).ids).toEqual([one?.runId, two?.runId, three?.runId]);
});

it('stops where GitHub limits requests from the first one on, with what was there before', async () => {
  const { runId } = await scene.leave();
  const limit = (): void =>
    scene.github.secondaryLimit({ path: '/repos/acme/widgets', retryAfterSeconds: 60 });
  for (const known of [0, 1]) {
    scene.requests('');
    limit();
    const told = await scene.run();
    expect(told).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining(`Runs: 0 added, ${known} known`),
    });
    expect(told.stdout).toContain('Stopped early: GitHub limits requests, for 60 s');
    expect(scene.requests('actions/list-artifacts-for-repo')).toBe(0);
    await scene.run();
  }
  expect((await scene.history()).ids).toEqual([runId]);
});

it('fails where GitHub does, with a history that can be read', async () => {
  await scene.leave();
  scene.github.fault({ path: '/actions/artifacts?', status: 500, body: { message: 'Oh.' } });
  const told = await scene.run();
  expect(told).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('Stopped early: Oh.') });
  expect((await scene.history()).ids).toEqual([]);
});

it('touches nothing of a history that is not whole', async () => {
  await scene.leave();
  await scene.run();
  const [shard] = (await scene.history()).manifest.shards;
  await writeFile(join(scene.out, shard?.file ?? ''), '{"version":2}');
  const before = await scene.files();
  await expect(scene.run()).rejects.toThrow(
    /index\/[0-9a-f]{16}\.json is not what an export of this version writes\. Restore the folder, or export into an empty one\.$/,
  );
  expect(await scene.files()).toEqual(before);
});
