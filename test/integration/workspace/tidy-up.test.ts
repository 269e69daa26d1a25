import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { tidyUp } from '../../../action/workspace/tidy-up.ts';
import { atWork, cleanUpFolders, fill, machine } from './folders.ts';

cleanUpFolders();

it.each([
  ['that ended', new AbortController().signal],
  ['that was cancelled', AbortSignal.abort()],
])('removes the folders of a run %s, and keeps its files', async (_, signal) => {
  const { runs } = await machine();
  const dir = join(runs, '7-1-00000001');
  await fill(dir, { ...atWork, 'report.json': '{}', 'result.json': '{}' });
  await tidyUp({ dir, signal, log: { debug: () => undefined } });
  expect((await readdir(dir)).toSorted()).toEqual(['journal.ndjson', 'report.json', 'result.json']);
});

it('says only in the debug log that there is nothing to tidy', async () => {
  const said: string[] = [];
  const signal = new AbortController().signal;
  await tidyUp({ dir: '/nonexistent', signal, log: { debug: (line) => void said.push(line) } });
  expect(said.join()).toContain('/nonexistent');
});
