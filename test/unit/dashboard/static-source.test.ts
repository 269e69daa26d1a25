import { expect, it } from 'vitest';
import { LoadError } from '../../../dashboard-static/load/source.ts';
import { staticSource } from '../../../dashboard-static/load/static-source.ts';
import { sampleRuns, shardOf } from '../../helpers/dashboard/sample-history.ts';

const base = 'https://pages.example/history/';
const still = new AbortController().signal;
const shard = shardOf(sampleRuns(3));
const manifestOf = (...files: readonly string[]) => ({
  version: 1,
  shards: files.map((file) => ({ file })),
  missing: [],
});

interface Asked {
  readonly file: string;
  readonly cache: string | undefined;
}

/** A server on which each file is what the next of its answers says; the last one stays. */
function server(answers: Readonly<Record<string, readonly unknown[]>>) {
  const asked: Asked[] = [];
  const fetchFile: typeof fetch = async (url, init) => {
    const file = new Request(url).url.slice(base.length);
    const before = asked.filter((one) => one.file === file).length;
    asked.push({ file, cache: init?.cache });
    const all = answers[file] ?? [];
    const answer = all[Math.min(before, all.length - 1)];
    return answer === undefined ? new Response('', { status: 404 }) : Response.json(answer);
  };
  return { asked, source: staticSource(base, fetchFile) };
}

it('asks the server whether its manifest still is the newest, and for nothing else twice', async () => {
  const { asked, source } = server({
    'manifest.json': [manifestOf('index/a.json')],
    'index/a.json': [shard],
  });
  const { table } = await source.index(still, () => undefined);
  expect(table.rows).toBe(3);
  expect(asked).toEqual([
    { file: 'manifest.json', cache: 'no-cache' },
    { file: 'index/a.json', cache: 'default' },
  ]);
});

it('begins again where the history is published anew in between', async () => {
  const { asked, source } = server({
    'manifest.json': [manifestOf('index/a.json'), manifestOf('index/b.json')],
    'index/b.json': [shard],
  });
  expect((await source.index(still, () => undefined)).table.rows).toBe(3);
  expect(asked.map(({ file }) => file)).toEqual([
    'manifest.json',
    'index/a.json',
    'manifest.json',
    'index/b.json',
  ]);
});

it('says so where it still does not fit together, and does not say that there is no history', async () => {
  const { asked, source } = server({ 'manifest.json': [manifestOf('index/a.json')] });
  const error = await source.index(still, () => undefined).catch((fault: unknown) => fault);
  expect(error).toBeInstanceOf(LoadError);
  expect(error).toMatchObject({
    fault: 'not readable',
    message: 'The history was published anew just now. Load the page again in a minute.',
  });
  expect(asked).toHaveLength(4);
});

it('says that there is no history where there is no manifest', async () => {
  await expect(server({}).source.index(still, () => undefined)).rejects.toMatchObject({ fault: 'not found' });
});

it('gives the newest runs before the others are asked for', async () => {
  const manifest = manifestOf('index/a.json');
  const [one] = manifest.shards;
  const shards = ['a', 'b', 'c'].map((name) => ({
    ...(one as (typeof manifest.shards)[number]),
    file: `index/${name}.json`,
    lastStartedAt: name === 'b' ? '2026-11-21T00:00:00.000Z' : '2026-11-20T00:00:00.000Z',
  }));
  const { asked, source } = server({
    'manifest.json': [{ ...manifest, shards }],
    ...Object.fromEntries(shards.map(({ file }) => [file, [shard]])),
  });
  const early: (readonly [rows: number, asked: number])[] = [];
  const { table } = await source.index(still, (part) => early.push([part.table.rows, asked.length]));
  expect(early).toEqual([[3, 2]]);
  expect(table.rows).toBe(9);
  expect(asked.map(({ file }) => file).sort()).toEqual([
    'index/a.json',
    'index/b.json',
    'index/c.json',
    'manifest.json',
  ]);
});
