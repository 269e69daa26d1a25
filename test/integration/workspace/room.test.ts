import { writeFileSync } from 'node:fs';
import { mkdir, rm, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { placesOf } from '../../../action/workspace/places.ts';
import { freeRoom, quotaRoom, type Room } from '../../../action/workspace/room.ts';
import { atWork, cleanUpFolders, fill, holderOf, type Machine, machine } from './folders.ts';

cleanUpFolders();

const mb = 1024 ** 2;

const look = async (
  { temp, runs, sockets, cache }: Machine,
  over: Partial<{ leastFreeBytes: number; mostUsedBytes: number; cleaned: () => Promise<unknown> }> = {},
): Promise<Room> => {
  const { leastFreeBytes = 0, mostUsedBytes = 5 * mb, cleaned = async () => undefined } = over;
  const wanted = {
    places: placesOf({ tempDir: temp, toolCacheDir: join(cache, '..') }, sockets),
    limits: { leastFreeBytes, mostUsedBytes },
    nowMs: Date.now(),
    ownDir: join(runs, '7-1-0000000f'),
    cleaned,
  };
  const free = await freeRoom(wanted);
  return free.kind === 'short' ? free : quotaRoom(wanted);
};

const filler = (megabytes: number): string => 'x'.repeat(megabytes * mb);

describe('the room for a run', () => {
  it('is there on an empty machine, and on one without the folders', async () => {
    const here = await machine();
    expect(await look(here)).toEqual({ kind: 'enough' });
    await rm(here.temp, { recursive: true });
    expect(await look(here)).toEqual({ kind: 'enough' });
  });

  it('is short where the disk has too little left, and both figures are told', async () => {
    const here = await machine();
    const room = await look(here, { leastFreeBytes: 2 ** 55 });
    expect(room).toEqual({
      kind: 'short',
      message: expect.stringMatching(
        /too little room for a run: [\d.]+ [GT]B are free at \/.*claude-orchestrator, of the 32768 TB that/,
      ),
      remedy: expect.stringContaining('CLAUDE_ORCHESTRATOR_MIN_FREE_MB'),
    });
  });

  it('counts what runs at work have, what they left, and the versions of Claude Code', async () => {
    const here = await machine();
    const atWorkDir = join(here.runs, '7-1-00000001');
    await holderOf(atWorkDir);
    await fill(atWorkDir, { ...atWork, 'tree/deep/down/large': filler(3) });
    await fill(here.cache, { '2.1.329/x64/claude': filler(1) });
    expect(await look(here)).toEqual({ kind: 'enough' });
    const ended = join(here.runs, '7-1-00000002');
    await (await holderOf(ended)).die();
    await fill(ended, { 'journal.ndjson': filler(2) });
    const room = await look(here);
    expect(room.kind === 'short' && room.message).toMatch(
      /^Runs of this action hold 6(\.\d)? MB .*of the 5 MB that they may, most of it \(3(\.\d)? MB\) in .*7-1-00000001$/,
    );
    expect(room.kind === 'short' && room.remedy).toMatch(/CLAUDE_ORCHESTRATOR_MAX_DISK_MB/);
  });

  it('is looked for again after the clean-up', async () => {
    const here = await machine();
    await fill(here.cache, { '2.1.300/x64/claude': filler(6) });
    const cleaned = async (): Promise<void> => rm(join(here.cache, '2.1.300'), { recursive: true });
    expect((await look(here)).kind).toBe('short');
    expect((await look(here, { cleaned })).kind).toBe('enough');
  });

  it('does not count what a crashed run left until a clean-up has met with it', async () => {
    const here = await machine();
    const dir = join(here.runs, '7-1-00000003');
    await (await holderOf(dir)).die();
    await fill(dir, { 'tree/large': filler(6) });
    expect((await look(here)).kind).toBe('enough');
    await fill(dir, { '.removing-00000000-0000-4000-8000-000000000000/large': filler(6) });
    expect((await look(here)).kind).toBe('short');
  });

  it('does not count the run that asks, which grows meanwhile', async () => {
    const here = await machine();
    const own = join(here.runs, '7-1-0000000f');
    await holderOf(own);
    await fill(own, { 'tree/large': filler(6) });
    expect((await look(here)).kind).toBe('enough');
    const other = join(here.runs, '7-1-0000000e');
    await holderOf(other);
    await fill(other, { 'tree/large': filler(6) });
    expect((await look(here)).kind).toBe('short');
  });

  it('counts no more than four thousand files, so that no run waits long for it', async () => {
    const here = await machine();
    const folder = join(here.cache, 'many');
    await mkdir(folder);
    for (let file = 0; file < 4300; file++) writeFileSync(join(folder, String(file)), 'x');
    const block = (await stat(join(folder, '0'))).blocks * 512;
    // The first of all entries is the folder itself.
    expect((await look(here, { mostUsedBytes: 3990 * block })).kind).toBe('short');
    expect((await look(here, { mostUsedBytes: 4100 * block })).kind).toBe('enough');
  });

  it('counts blocks, not what a file says of its length', async () => {
    const here = await machine();
    await fill(here.cache, { '2.1.329/x64/sparse': '' });
    await truncate(join(here.cache, '2.1.329/x64/sparse'), 1024 * mb);
    expect(await look(here)).toEqual({ kind: 'enough' });
  });
});
