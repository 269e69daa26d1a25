import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import {
  chmod,
  mkdir,
  readdir,
  readFile,
  rename,
  symlink,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runMarker, sweep } from '../../../action/claude/sweep.ts';
import { cleanUp } from '../../../action/workspace/clean-up.ts';
import { placesOf } from '../../../action/workspace/places.ts';
import type { NotRemoved } from '../../../action/workspace/remove-folders.ts';
import { tempFolder } from '../../helpers/run-action.ts';
import { atWork, cleanUpFolders, fill, holderOf, isRoot, type Machine, machine } from './folders.ts';

cleanUpFolders();

const day = 24 * 3_600_000;

const clean = async (
  { temp, sockets, cache }: Machine,
  over: { readonly signal?: AbortSignal; readonly nowMs?: number } = {},
): Promise<readonly NotRemoved[]> =>
  cleanUp({
    places: placesOf({ tempDir: temp, toolCacheDir: join(cache, '..') }, sockets),
    nowMs: Date.now(),
    signal: new AbortController().signal,
    endProcesses: sweep,
    ...over,
  });

/** A run that works, and then is killed as by the kernel. */
async function crashedRun({ runs }: Machine, runId: string): Promise<string> {
  const dir = join(runs, runId);
  const holder = await holderOf(dir);
  await fill(dir, atWork);
  await holder.die();
  return dir;
}

const filesOnly = ['alive-until', 'alive.sock', 'journal.ndjson'];

describe('the clean-up', () => {
  it('takes what a crashed run left, and keeps its journal', async () => {
    const here = await machine();
    const dir = await crashedRun(here, '7-1-00000001');
    expect(await clean(here)).toEqual([]);
    expect((await readdir(dir)).toSorted()).toEqual(filesOnly);
    expect(await readFile(join(dir, 'journal.ndjson'), 'utf8')).toBe(atWork['journal.ndjson']);
  });

  it('does not touch a run that is at work', async () => {
    const here = await machine();
    const dir = join(here.runs, '7-1-00000002');
    const socket = join(here.sockets, 'co-Abc123');
    await holderOf(dir);
    await holderOf(socket);
    await fill(dir, atWork);
    await fill(socket, { 'gateway.sock': '' });
    const before = await readdir(dir, { recursive: true });
    expect(await clean(here, { nowMs: Date.now() + 365 * day })).toEqual([]);
    expect(await readdir(dir, { recursive: true })).toEqual(before);
    expect((await readdir(socket)).toSorted()).toEqual(['alive-until', 'alive.sock', 'gateway.sock']);
  });

  it('takes the folder of sockets that a crashed run left, and no other of the machine', async () => {
    const here = await machine();
    const holder = await holderOf(join(here.sockets, 'co-Abc123'));
    await fill(here.sockets, {
      'co-Abc123/gateway.sock': '',
      'co-theirs/a': '',
      'co-Xyz789/gateway.sock': '',
      other: '',
    });
    await holder.die();
    await clean(here);
    // The second has such a name, and nothing that shows it to be ours.
    expect((await readdir(here.sockets)).toSorted()).toEqual(['co-Xyz789', 'co-theirs', 'other']);
  });

  it('takes journals after a week, and before it where they are too many bytes', async () => {
    const here = await machine();
    const runs = ['7-1-0000000a', '7-1-0000000b', '7-1-0000000c'];
    for (const [index, runId] of runs.entries()) {
      const dir = await crashedRun(here, runId);
      await truncate(join(dir, 'journal.ndjson'), 600 * 1024 ** 2);
      const touched = new Date(Date.now() - (3 - index) * 3_600_000);
      await utimes(join(dir, 'journal.ndjson'), touched, touched);
    }
    await clean(here);
    expect(await readdir(here.runs)).toEqual(['7-1-0000000c']);
    await clean(here, { nowMs: Date.now() + 6 * day });
    expect(await readdir(here.runs)).toHaveLength(1);
    await clean(here, { nowMs: Date.now() + 8 * day });
    expect(await readdir(here.runs)).toEqual([]);
  });

  it('leaves alone what is not shown to be ours, and does not follow it anywhere', async () => {
    const here = await machine();
    const outside = await tempFolder('outside');
    await fill(outside, { 'tree/precious': 'precious', 'alive-until': '2020-01-01T00:00:00.000Z' });
    await symlink(outside, join(here.runs, '7-1-00000003'));
    await fill(here.runs, {
      '7-1-00000004/tree/unmarked': 'x',
      'theirs/tree/a': 'x',
      '7-1-zzzzzzzz/tree/a': 'x',
    });
    await clean(here, { nowMs: Date.now() + 365 * day });
    expect(await readFile(join(outside, 'tree', 'precious'), 'utf8')).toBe('precious');
    expect((await readdir(here.runs)).toSorted()).toEqual(
      ['7-1-00000003', '7-1-00000004', '7-1-zzzzzzzz', 'theirs'].toSorted(),
    );
    const elsewhere = await tempFolder('elsewhere');
    await rename(here.runs, join(elsewhere, 'runs'));
    await fill(join(elsewhere, 'runs', '7-1-00000005'), {
      ...atWork,
      'alive-until': '2020-01-01T00:00:00.000Z',
    });
    await symlink(join(elsewhere, 'runs'), here.runs);
    await clean(here, { nowMs: Date.now() + 365 * day });
    expect(await readdir(join(elsewhere, 'runs', '7-1-00000005'))).toContain('tree');
  });

  it('is safe to have twice at once', async () => {
    const here = await machine();
    const dirs = [await crashedRun(here, '7-1-00000006'), await crashedRun(here, '7-1-00000007')];
    expect(await Promise.all([clean(here), clean(here), clean(here)])).toEqual([[], [], []]);
    for (const dir of dirs) expect((await readdir(dir)).toSorted()).toEqual(filesOnly);
  });

  it('goes on where it was cut off', async () => {
    const here = await machine();
    const dir = await crashedRun(here, '7-1-00000008');
    const cut = new AbortController();
    // While it looks at the processes: the next thing would be to remove.
    const places = placesOf({ tempDir: here.temp, toolCacheDir: '' }, here.sockets);
    const endProcesses = async (): Promise<void> => cut.abort();
    await cleanUp({ places, nowMs: Date.now(), signal: cut.signal, endProcesses });
    const rest = await readdir(dir);
    expect(rest).not.toContain('tree');
    expect(rest.length).toBeGreaterThan(filesOnly.length);
    await clean(here);
    expect((await readdir(dir)).toSorted()).toEqual(filesOnly);
  });

  it.skipIf(!isRoot)('is not stopped by one that resists, and names it (needs root)', async ({ skip }) => {
    const here = await machine();
    const dirs = [await crashedRun(here, '7-1-00000009'), await crashedRun(here, '7-1-00000010')];
    const [stubborn = '', other = ''] = dirs;
    await chmod(join(stubborn, 'home'), 0);
    if (spawnSync('chattr', ['+i', join(stubborn, 'tree')]).status !== 0) skip();
    try {
      expect(await clean(here)).toEqual([{ path: join(stubborn, 'tree'), why: 'EPERM' }]);
      expect((await readdir(stubborn)).toSorted()).toEqual([...filesOnly, 'tree']);
      expect((await readdir(other)).toSorted()).toEqual(filesOnly);
    } finally {
      spawnSync('chattr', ['-i', join(stubborn, 'tree')]);
    }
  });

  it.skipIf(!isRoot)(
    'goes on to the next where a journal may not be removed (needs root)',
    async ({ skip }) => {
      const here = await machine();
      const other = await crashedRun(here, '7-1-00000014');
      const stubborn = join(await crashedRun(here, '7-1-00000015'), 'journal.ndjson');
      if (spawnSync('chattr', ['+i', stubborn]).status !== 0) skip();
      try {
        const left = await clean(here, { nowMs: Date.now() + 8 * day });
        expect(left).toEqual([{ path: join(stubborn, '..'), why: 'EPERM' }]);
        expect(existsSync(other)).toBe(false);
        expect(existsSync(stubborn)).toBe(true);
      } finally {
        spawnSync('chattr', ['-i', stubborn]);
      }
    },
  );

  it('ends what a crashed run still has running', async () => {
    const here = await machine();
    const runId = '7-1-00000011';
    await crashedRun(here, runId);
    const survivor = spawn('sleep', ['600'], {
      env: { ...process.env, [runMarker]: runId },
      stdio: 'ignore',
    });
    const ended = once(survivor, 'exit');
    await clean(here);
    expect(await ended).toEqual([null, 'SIGKILL']);
  });

  it('finds nothing where there is nothing', async () => {
    const here = await machine();
    await mkdir(join(here.runs, '7-1-00000012'));
    await writeFile(join(here.runs, '7-1-00000013'), 'a file');
    expect(await clean(here)).toEqual([]);
    expect(
      await clean({ temp: '/nonexistent', runs: '', sockets: '/nonexistent', cache: '/nonexistent/a' }),
    ).toEqual([]);
  });
});
