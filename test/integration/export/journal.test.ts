import { afterAll, expect, it } from 'vitest';
import { line } from '../../helpers/coordinator/journal.ts';
import { ndjson } from '../../helpers/history.ts';
import { setExporting } from './scene.ts';

const scene = await setExporting();
afterAll(scene.close);

const github = `ghp_${'aB3dE5gH7j'.repeat(3)}kL9mN1`;
const anthropic = `sk-ant-api03-${'Zx9Yw8Vu7T'.repeat(9)}abc-AAAAAA`;

it('publishes no secret, wherever in an artifact it is', async () => {
  const secrets = [github, anthropic, scene.token];
  const text = `first ${secrets.join(' then ')} last`;
  const journal = ndjson([
    line(1, { text, [github]: 'as a name' }),
    line(2, { text: `${text}${'x'.repeat(20_000)}${text}` }),
    line(3, 0, `claude.${anthropic}`.slice(0, 100)),
  ]);
  const { runId } = await scene.leave({
    report: { message: text, warnings: [text] },
    files: { 'journal.ndjson': journal, 'result.json': JSON.stringify({ findings: [{ title: text }] }) },
    artifact: {},
  });
  await scene.run();
  const all = JSON.stringify(await scene.files());
  for (const secret of secrets) expect(all).not.toContain(secret);
  const [event] = await (await scene.history()).events(runId);
  expect(event?.data).toMatchObject({ text: expect.stringMatching(/^first \[redacted.*\] last$/) });
});

it('publishes no secret in the name of an artifact', async () => {
  const { runId } = await scene.leave();
  const name = `claude-orchestrator-run-${github}-${runId}-1`;
  const { artifact } = await scene.leave({ artifact: { name, content: Buffer.from('none') } });
  await scene.run();
  expect(artifact.name).toContain(github);
  scene.requests('');
  await scene.run();
  expect(scene.requests('actions/download-artifact')).toBe(0);
  expect(JSON.stringify(await scene.files())).not.toContain(github);
});

it('tells which lines are not there, or cannot be read', async () => {
  const at = '2026-11-01T00:00:00.000Z';
  const texts = [
    ...[line(1), line(2), line(5)].map((each) => JSON.stringify(each)),
    '{"seq":6,"at":"2026',
    JSON.stringify(line(7)),
    '{"seq":8}',
    JSON.stringify({ seq: 9, at: '2026-99-99T00:00:00Z', type: 'action.step' }),
    `{"seq":10,"at":"${at}","type":"action.step","data":${'['.repeat(1_000)}${']'.repeat(1_000)}}`,
    JSON.stringify({ ...line(10), at: '9999-01-01T00:00:00Z' }),
    JSON.stringify(line(11)),
    // Another writer's.
    JSON.stringify(line(3)),
    JSON.stringify({ ...line(12), data: undefined }),
  ];
  const { runId } = await scene.leave({
    report: { events: 20 },
    files: { 'journal.ndjson': `${texts.join('\n')}\n` },
  });
  await scene.run();
  const history = await scene.history();
  expect((await history.run(runId)).gaps).toEqual([
    { firstSeq: 3, lastSeq: 4 },
    { firstSeq: 6, lastSeq: 6 },
    { firstSeq: 8, lastSeq: 10 },
    { firstSeq: 13, lastSeq: 20 },
  ]);
  expect(await history.events(runId)).toEqual(
    [1, 2, 5, 7, 11, 12].map((seq) => (seq === 12 ? line(seq, null) : line(seq))),
  );
});

it('does not let a line with a huge number hide those that follow', async () => {
  const sent = [line(1), { ...line(2), seq: 2_147_483_647 }, line(2), line(5), line(3)];
  const { runId } = await scene.leave({ report: { events: 4 }, files: { 'journal.ndjson': ndjson(sent) } });
  await scene.run();
  const history = await scene.history();
  expect(await history.events(runId)).toEqual([line(1), line(2), line(3)]);
  expect((await history.run(runId)).gaps).toEqual([{ firstSeq: 4, lastSeq: 4 }]);
});

it('tells that all of a journal is missing', async () => {
  const { runId } = await scene.leave({
    report: { events: 7 },
    artifact: {},
    files: { 'journal.ndjson': '' },
  });
  await scene.run();
  expect(await (await scene.history()).run(runId)).toMatchObject({
    chunks: [],
    gaps: [{ firstSeq: 1, lastSeq: 7 }],
  });
});
