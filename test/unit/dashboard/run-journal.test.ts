import { expect, it, vi } from 'vitest';
import type { HistoryRun } from '../../../contract/history.ts';
import { createRunJournal } from '../../../dashboard-static/load/run-journal.ts';
import { staticSource } from '../../../dashboard-static/load/static-source.ts';
import { calls, line } from '../../helpers/dashboard/journal-lines.ts';

const chunk = (n: number) => ({ file: `events-${n}.json`, firstSeq: n, lastSeq: n });
const run = { version: 1, id: 'r1', chunks: [1, 2, 3].map(chunk), gaps: [] } as unknown as HistoryRun;
const files: Readonly<Record<string, unknown>> = {
  'run.json': run,
  ...Object.fromEntries(
    [1, 2, 3].map((n) => [`events-${n}.json`, { version: 1, events: [line(n, 'action.a', n)] }]),
  ),
};

/** A web server that has these files. */
function serve(have: Readonly<Record<string, unknown>>) {
  const asked: string[] = [];
  const fetchFile = async (address: URL): Promise<Response> => {
    const name = address.href.split('/').at(-1) ?? '';
    asked.push(name);
    return name in have ? Response.json(have[name]) : new Response('', { status: 404 });
  };
  return { asked, source: staticSource('https://history.example/', fetchFile as unknown as typeof fetch) };
}

it('loads a run, its first file, then the others', async () => {
  const { asked, source } = serve(files);
  const journal = createRunJournal(source, 'r1');
  journal.load();
  await vi.waitFor(() => expect(journal.journal.value.chunksDone).toBe(3));
  expect(asked.slice(0, 2)).toEqual(['run.json', 'events-1.json']);
  expect(journal.journal.value.events.map(({ seq }) => seq)).toEqual([1, 2, 3]);
});

it('does without a file that is not there, and gets it when asked again, it alone', async () => {
  const have: Record<string, unknown> = { ...files };
  delete have['events-2.json'];
  const { asked, source } = serve(have);
  const journal = createRunJournal(source, 'r1');
  journal.load();
  await vi.waitFor(() => expect(journal.journal.value.chunksDone).toBe(3));
  expect(journal.journal.value.unloaded).toMatchObject([
    { chunk: { firstSeq: 2 }, error: { fault: 'not found' } },
  ]);
  have['events-2.json'] = files['events-2.json'];
  journal.load();
  await vi.waitFor(() => expect(journal.journal.value.unloaded).toEqual([]));
  expect(journal.journal.value.events.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  expect(asked.filter((name) => name === 'events-3.json')).toHaveLength(1);
});

it('says that there is no such run', async () => {
  const journal = createRunJournal(serve({}).source, 'r1');
  journal.load();
  await vi.waitFor(() =>
    expect(journal.run.value).toMatchObject({ kind: 'failed', error: { fault: 'not found' } }),
  );
});

it('puts all of a large line in the place of its beginning', async () => {
  const large = {
    ...calls(1, { id: 'a' }),
    data: '{"type":"assi',
    body: { file: 'body-1.json', bytes: 20_000 },
  };
  const { source } = serve({
    ...files,
    'events-1.json': { version: 1, events: [large] },
    'body-1.json': { type: 'assistant' },
  });
  const journal = createRunJournal(source, 'r1');
  journal.load();
  await vi.waitFor(() => expect(journal.journal.value.chunksDone).toBe(3));
  await journal.loadBody(large);
  expect(journal.journal.value.events[0]).toMatchObject({ seq: 1, data: { type: 'assistant' } });
  expect(journal.journal.value.events[0]).not.toHaveProperty('body');
});
