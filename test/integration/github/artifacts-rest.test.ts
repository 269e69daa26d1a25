import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { octokitFor, refusal, startScene } from './scene.ts';

test('artifacts are listed by name and by run, and say whose head they are from', async () => {
  const { github, repository, octokit, at } = await startScene();
  const fork = await repository.fork('contributor');
  const own = await repository.startRun();
  const foreign = await repository.startRun({ headRepository: fork });
  repository.addArtifact(own, { name: 'report', files: { 'a.txt': 'ours' } });
  repository.addArtifact(foreign, { name: 'report', files: { 'a.txt': 'theirs' } });
  repository.addArtifact(own, { name: 'log', files: {} });
  const { data } = await octokit.rest.actions.listArtifactsForRepo({ ...at, name: 'report' });
  expect(data.artifacts.map((artifact) => artifact.workflow_run?.head_repository_id)).toEqual([
    fork.id,
    repository.id,
  ]);
  const ofRun = await octokit.rest.actions.listWorkflowRunArtifacts({ ...at, run_id: own.id });
  expect(ofRun.data.artifacts.map(({ name }) => name)).toEqual(['log', 'report']);
  expect(github.violations).toEqual([]);
});

test('a download leads to a zip, until the artifact has expired or is deleted', async () => {
  const { github, repository, octokit, at } = await startScene();
  const { id } = repository.addArtifact(await repository.startRun(), {
    name: 'report',
    files: { 'a.txt': 'text' },
  });
  const here = { ...at, artifact_id: id };
  const zip = await octokit.rest.actions.downloadArtifact({ ...here, archive_format: 'zip' });
  expect(Buffer.from(unzipSync(new Uint8Array(zip.data as ArrayBuffer))['a.txt'] ?? []).toString()).toBe(
    'text',
  );
  expect((await octokit.rest.actions.getArtifact(here)).data.expired).toBe(false);
  repository.expireArtifact(id);
  expect((await octokit.rest.actions.getArtifact(here)).data.expired).toBe(true);
  const late = octokit.rest.actions.downloadArtifact({ ...here, archive_format: 'zip' });
  expect((await refusal(late)).status).toBe(410);
  expect((await refusal(octokit.rest.actions.deleteArtifact(here))).status).toBe(403);
  const writer = octokitFor(github, repository.issueToken({ permissions: { actions: 'write' } }));
  expect((await writer.rest.actions.deleteArtifact(here)).status).toBe(204);
  expect((await refusal(octokit.rest.actions.getArtifact(here))).status).toBe(404);
  expect(github.violations).toEqual([]);
});

test('a re-run may upload under the same names again', async () => {
  const { github, repository, octokit, at } = await startScene();
  const run = await repository.startRun({ status: 'completed', conclusion: 'failure' });
  const create = async (): Promise<number> => {
    const token = await repository.runtimeToken({ runId: run.id });
    const { backendId, jobBackendId } = run.current;
    const answer = await fetch(
      `${github.resultsUrl}twirp/github.actions.results.api.v1.ArtifactService/CreateArtifact`,
      {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({
          workflow_run_backend_id: backendId,
          workflow_job_run_backend_id: jobBackendId,
          name: 'snapshot',
          version: 7,
        }),
      },
    );
    return answer.status;
  };
  expect(await create()).toBe(200);
  expect(await create()).toBe(409);
  const writer = octokitFor(github, repository.issueToken({ permissions: { actions: 'write' } }));
  await writer.rest.actions.reRunWorkflow({ ...at, run_id: run.id });
  expect(await create()).toBe(200);
  expect((await octokit.rest.actions.listArtifactsForRepo(at)).data.total_count).toBe(0);
});
