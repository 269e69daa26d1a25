import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { octokitFor, refusal, startScene } from './scene.ts';

const run = promisify(execFile);
const client = fileURLToPath(new URL('artifact-client.ts', import.meta.url));
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'artifact-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

test('the real client uploads an artifact, finds it and downloads it again', async () => {
  const { github, repository, octokit, at } = await startScene();
  const workflowRun = await repository.startRun({ headBranch: 'change' });
  await mkdir(path.join(folder, 'in'));
  await writeFile(path.join(folder, 'in/journal.ndjson'), '{"seq":1}\n');
  await writeFile(path.join(folder, 'in/large.bin'), Buffer.alloc(9 * 1024 * 1024, 'x'));
  const env = {
    ...process.env,
    ACTIONS_RUNTIME_TOKEN: await repository.runtimeToken({ runId: workflowRun.id }),
    ACTIONS_RESULTS_URL: github.resultsUrl,
    GITHUB_SERVER_URL: github.serverUrl,
    GITHUB_WORKSPACE: folder,
    RUNNER_TEMP: folder,
  };
  await run(process.execPath, [client, folder], { env });
  expect(await readFile(path.join(folder, 'out/journal.ndjson'), 'utf8')).toBe('{"seq":1}\n');

  const [artifact] = repository.artifacts();
  expect(artifact).toMatchObject({ name: 'report', runId: workflowRun.id });
  expect([...(artifact?.entries().keys() ?? [])].sort()).toEqual(['journal.ndjson', 'large.bin']);
  expect(artifact?.entries().get('large.bin')).toHaveLength(9 * 1024 * 1024);

  const { owner, repo } = at;
  const listed = await octokit.rest.actions.listArtifactsForRepo({ owner, repo, name: 'report' });
  expect(listed.data.artifacts[0]?.workflow_run).toMatchObject({
    id: workflowRun.id,
    head_repository_id: repository.id,
  });
  await octokit.rest.actions.listWorkflowRunArtifacts({ owner, repo, run_id: workflowRun.id });
  await octokit.rest.actions.getWorkflowRun({ owner, repo, run_id: workflowRun.id });
  const download = { owner, repo, artifact_id: artifact?.id ?? 0, archive_format: 'zip' };
  const zip = await octokit.rest.actions.downloadArtifact(download);
  expect(Buffer.from(zip.data as ArrayBuffer).equals(artifact?.content ?? Buffer.alloc(0))).toBe(true);
  expect((await refusal(octokitFor(github).rest.actions.downloadArtifact(download))).status).toBe(401);
  expect(github.violations).toEqual([]);
});
