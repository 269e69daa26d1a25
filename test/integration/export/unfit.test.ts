import { afterAll, beforeAll, expect, it } from 'vitest';
import { reportOf } from '../../helpers/coordinator/runs.ts';
import { type Left, setExporting } from './scene.ts';

const scene = await setExporting();
afterAll(scene.close);

const { usage } = reportOf('');
const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
/** An artifact that says by name and report that it is that run's. */
async function leaveAs(runId: string, attempt: number, { workflowRun }: Partial<Left> = {}): Promise<Left> {
  const name = `claude-orchestrator-run-pr-12-${runId}-${attempt}`;
  return scene.leave({ report: { runId }, artifact: { name }, ...(workflowRun && { workflowRun }) });
}

let good: Left;
let unfit: Readonly<Record<string, Left>>;

beforeAll(async () => {
  const expired = await scene.leave();
  scene.repository.expireArtifact(expired.artifact.id);
  good = await scene.leave();
  const fork = await scene.repository.fork('contributor');
  const { name } = good.artifact;
  unfit = {
    expired,
    'no zip': await scene.leave({ artifact: { content: Buffer.from('no zip at all') } }),
    'no report': await scene.leave({ artifact: { files: { 'journal.ndjson': '' } } }),
    'a report of another run': await scene.leave({ report: { runId: '../../evil' } }),
    'a report that is none': await scene.leave({ files: { 'report.json': '{"version":1}' } }),
    'a start that is no time': await scene.leave({ report: { startedAt: 'soon' } }),
    'a cost beyond all money': await scene.leave({ report: { usage: { ...usage, costMicroUsd: 1e300 } } }),
    'a length beyond all time': await scene.leave({ report: { durationMs: 2e15 } }),
    'a number of no pull request': await scene.leave({
      report: { pullRequest: { number: -1e16, headSha: '', baseSha: '' } },
    }),
    'a start in the far future': await scene.leave({ report: { startedAt: '9999-01-01T00:00:00.000Z' } }),
    'a start after its artifact': await scene.leave({ report: { startedAt: '2026-11-04T00:00:01.000Z' } }),
    'a start before all runs': await scene.leave({ report: { startedAt: '2019-12-31T23:59:59.999Z' } }),
    'an end in the far future': await scene.leave({ report: { endedAt: '9999-01-01T00:00:00.000Z' } }),
    'findings without a bottom': await scene.leave({ files: { 'result.json': `{"findings":${deep}}` } }),
    'a name of another workflow run': await leaveAs('4711-1-0000aaaa', 1),
    'a name of another attempt': await leaveAs(`${good.artifact.runId}-1-0000bbbb`, 2, good),
    'a forgery from a fork': await scene.leave({ headRepository: fork }),
    'a forgery of another’s name': await scene.leave({ headRepository: fork, artifact: { name } }),
  };
  for (const text of ['..', '../../../etc/passwd', `${good.runId}/..`, '.', 'CON'])
    await scene.leave({ artifact: { name: `claude-orchestrator-run-${text}-1`.replaceAll('/', '-') } });
});

it('shows what is good, and notes why the rest is not shown', async () => {
  const { stdout, exitCode } = await scene.run();
  expect(exitCode).toBe(0);
  expect(stdout).toContain(
    'Runs: 1 added, 0 known before, 18 not to be shown (1 expired, 13 damaged, 4 untrusted).',
  );
  const { manifest, ids } = await scene.history();
  expect(ids).toEqual([good.runId]);
  const whyOf = Object.fromEntries(
    Object.entries(unfit).map(([what, { artifact }]) => [
      what,
      manifest.missing.find((one) => one.artifact === artifact.name)?.why,
    ]),
  );
  expect(whyOf).toEqual({
    expired: 'expired',
    'no zip': 'damaged',
    'no report': 'damaged',
    'a report of another run': 'damaged',
    'a report that is none': 'damaged',
    'a start that is no time': 'damaged',
    'a cost beyond all money': 'damaged',
    'a length beyond all time': 'damaged',
    'a number of no pull request': 'damaged',
    'a start in the far future': 'damaged',
    'a start after its artifact': 'damaged',
    'a start before all runs': 'damaged',
    'an end in the far future': 'damaged',
    'findings without a bottom': 'damaged',
    'a name of another workflow run': 'untrusted',
    'a name of another attempt': 'untrusted',
    'a forgery from a fork': 'untrusted',
    'a forgery of another’s name': 'untrusted',
  });
});

it('writes folders of genuine runs alone', async () => {
  const places = Object.keys(await scene.files()).map((path) => path.split('/').slice(0, 2).join('/'));
  expect([...new Set(places)]).toEqual([
    expect.stringMatching(/^index\/[0-9a-f]{16}\.json$/),
    'manifest.json',
    `runs/${good.runId}`,
  ]);
});

it('fetches nothing of that again', async () => {
  const before = await scene.files();
  scene.requests('');
  const { stdout } = await scene.run();
  expect(stdout).toContain('Runs: 0 added, 1 known before, 18 not to be shown');
  expect(scene.requests('actions/download-artifact')).toBe(0);
  expect(await scene.files()).toEqual(before);
});

it('believes a genuine artifact after a forgery of its name', async () => {
  const fork = scene.repository.world.repository('contributor', 'widgets');
  const workflowRun = await scene.repository.startRun({ status: 'completed' });
  const runId = `${workflowRun.id}-1-0123abcd`;
  const name = `claude-orchestrator-run-pr-3-${runId}-1`;
  await scene.leave({ ...(fork && { headRepository: fork }), artifact: { name } });
  await scene.run();
  const files = { 'report.json': JSON.stringify(reportOf(runId)) };
  scene.repository.addArtifact(workflowRun, { name, files });
  await scene.run();
  expect((await scene.history()).ids).toContain(runId);
});
