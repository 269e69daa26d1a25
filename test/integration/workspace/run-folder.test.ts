import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { stateOf } from '../../../action/workspace/hold.ts';
import { makeRunFolder, type RunFolder } from '../../../action/workspace/run-folder.ts';
import { makeSocketFolder } from '../../../action/workspace/socket-folder.ts';
import { tempFolder } from '../../helpers/run-action.ts';
import { cleanUpFolders, machine } from './folders.ts';

cleanUpFolders();

const make = async (runsDir: string, ids: readonly string[]): Promise<RunFolder> => {
  const next = ids.values();
  return makeRunFolder({
    runsDir,
    newRunId: () => next.next().value ?? ids.at(-1) ?? '',
    timeLimitAtMs: Date.now(),
  });
};

describe('the folder of a run', () => {
  it('is for one run alone, held, and closed to other users', async () => {
    const runs = join(await tempFolder('runs'), 'deep', 'claude-orchestrator');
    const { runId, dir, fault } = await make(runs, ['7-1-00000001']);
    expect(fault).toBeNull();
    expect(dir).toBe(join(runs, runId));
    expect((await stat(dir)).mode & 0o777).toBe(0o700);
    expect(await stateOf(dir, Date.now())).toBe('held');
  });

  it('is never one that is there already', async () => {
    const { runs } = await machine();
    await mkdir(join(runs, '7-1-00000001'));
    await writeFile(join(runs, '7-1-00000001', 'journal.ndjson'), "another run's");
    const { runId } = await make(runs, ['7-1-00000001', '7-1-00000001', '7-1-00000002']);
    expect(runId).toBe('7-1-00000002');
    expect(await readdir(join(runs, '7-1-00000001'))).toEqual(['journal.ndjson']);
  });

  it('is one each for many that start at the same time with the same luck', async () => {
    const { runs } = await machine();
    const ids = ['a', 'b', 'c', 'd', 'e'].map((end) => `7-1-0000000${end}`);
    const made = await Promise.all(ids.map(async () => make(runs, ids)));
    expect(made.map(({ runId }) => runId).toSorted()).toEqual(ids);
    expect(made.every(({ fault }) => fault === null)).toBe(true);
  });

  it('is refused, and says why, where it cannot be made', async () => {
    const { runs, temp } = await machine();
    await mkdir(join(runs, '7-1-00000001'));
    expect((await make(runs, ['7-1-00000001'])).fault?.message).toMatch(/^EEXIST/);
    await writeFile(join(temp, 'file'), '');
    expect((await make(join(temp, 'file'), ['7-1-00000002'])).fault?.message).toContain(join(temp, 'file'));
  });
});

it('makes and removes a folder for sockets with a short path', async () => {
  const folder = await tempFolder('sockets');
  const { dir, remove } = await makeSocketFolder(folder, Date.now());
  expect(dir).toMatch(/\/co-\w{6}$/);
  expect(await stateOf(dir, Date.now())).toBe('held');
  await writeFile(join(dir, 'gateway.sock'), '');
  await remove();
  expect(await readdir(folder)).toEqual([]);
});
