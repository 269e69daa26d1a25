import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type NotRemoved, removeFolders, removingName } from '../../../action/workspace/remove-folders.ts';
import { root as repository, tempFolder } from '../../helpers/run-action.ts';
import { cleanUpFolders, fill, isRoot, nobody, runAsNobody } from './folders.ts';

cleanUpFolders();

const remove = async (root: string, names: readonly string[]): Promise<readonly NotRemoved[]> =>
  removeFolders({ root, names, signal: new AbortController().signal, atOnce: 8 });

describe('removing folders', () => {
  it('takes folders and all below them, and nothing beside them', async () => {
    const root = await tempFolder('remove');
    await fill(root, { 'tree/a/b/c.txt': 'c', 'tree/d.txt': 'd', 'home/e': 'e', 'journal.ndjson': 'kept' });
    expect(await remove(root, ['tree', 'home', 'absent'])).toEqual([]);
    expect(await readdir(root)).toEqual(['journal.ndjson']);
  });

  it('takes links away and leaves what they lead to', async () => {
    const root = await tempFolder('remove');
    const outside = await tempFolder('outside');
    await fill(outside, { 'deep/precious.txt': 'precious' });
    await fill(root, { 'tree/a/file': 'x' });
    symlinkSync(outside, join(root, 'tree', 'a', 'out'));
    symlinkSync('/', join(root, 'tree', 'root'));
    symlinkSync(outside, join(root, 'linked'));
    expect(await remove(root, ['tree', 'linked'])).toEqual([]);
    expect(await readdir(root)).toEqual([]);
    expect(await readFile(join(outside, 'deep', 'precious.txt'), 'utf8')).toBe('precious');
  });

  it('takes names that are not UTF-8, line breaks and long ones', async () => {
    const root = await tempFolder('remove');
    const tree = join(root, 'tree');
    await mkdir(tree);
    const name = (bytes: readonly number[]): Buffer =>
      Buffer.concat([Buffer.from(`${tree}/`), Buffer.from(bytes)]);
    writeFileSync(name([0xff, 0xfe]), '');
    mkdirSync(name([0xc3, 0x28]));
    writeFileSync(name([0xc3, 0x28, 0x2f, 0xff]), '');
    await fill(tree, { 'a\nb': '', ['ü'.repeat(120)]: '' });
    expect(await remove(root, ['tree'])).toEqual([]);
    expect(await readdir(root)).toEqual([]);
  });

  it('takes a path that is too long to be named', async () => {
    const root = await tempFolder('remove');
    const bury = `
      process.chdir(${JSON.stringify(root)});
      const { mkdirSync, writeFileSync } = require('node:fs');
      for (let depth = 0; depth < 60; depth++) { mkdirSync('d'.repeat(200)); process.chdir('d'.repeat(200)); }
      writeFileSync('file', '');`;
    execFileSync(process.execPath, ['-e', bury]);
    expect(await remove(root, ['d'.repeat(200)])).toEqual([]);
    expect(await readdir(root)).toEqual([]);
  });

  it.skipIf(!isRoot)(
    'takes folders that their owner may not read or write (needs root, to be another)',
    async () => {
      const root = await tempFolder('remove');
      await fill(root, { 'tree/module/code.go': 'x', 'tree/shut/deeper/file': 'x', 'bolted/file': 'x' });
      const all = ['', 'tree', 'tree/module', 'tree/module/code.go', 'tree/shut', 'tree/shut/deeper']
        .concat(['tree/shut/deeper/file', 'bolted', 'bolted/file'])
        .map((path) => join(root, path));
      for (const path of all) chownSync(path, nobody, nobody);
      chmodSync(join(root, 'tree/module'), 0o555);
      chmodSync(join(root, 'tree/shut/deeper'), 0);
      chmodSync(join(root, 'tree/shut'), 0);
      chmodSync(join(root, 'bolted'), 0);
      const said = runAsNobody(
        'remove-folders',
        `console.log(JSON.stringify(await it.removeFolders({ root: ${JSON.stringify(root)}, names: ['tree', 'bolted'], atOnce: 8, signal: new AbortController().signal })));`,
      );
      expect(JSON.parse(said)).toEqual([]);
      expect(await readdir(root)).toEqual([]);
    },
  );

  it.skipIf(!isRoot)(
    'says what it may not take, and takes the rest (needs root, to be another)',
    async () => {
      const root = await tempFolder('remove');
      await fill(root, { 'tree/docker/file': 'x', 'tree/a': 'x', 'home/b': 'x' });
      for (const path of ['', 'tree', 'tree/a', 'home', 'home/b'])
        chownSync(join(root, path), nobody, nobody);
      const said = runAsNobody(
        'remove-folders',
        `console.log(JSON.stringify(await it.removeFolders({ root: ${JSON.stringify(root)}, names: ['tree', 'home'], atOnce: 8, signal: new AbortController().signal })));`,
      );
      const left = JSON.parse(said) as readonly NotRemoved[];
      expect(left.map(({ why }) => why)).toEqual(['EACCES']);
      expect(left[0]?.path).toMatch(/docker$/);
      const [rest = '', ...more] = await readdir(root);
      expect(more).toEqual([]);
      expect(rest).toMatch(removingName);
      expect(await readdir(join(root, rest))).toEqual(['docker']);
    },
  );
});

describe('what is mounted or immutable', () => {
  const canMount = spawnSync('unshare', ['--user', '--map-root-user', '--mount', 'true']).status === 0;

  it.skipIf(!canMount)('keeps its files, and the rest goes (needs user namespaces)', async () => {
    const root = await tempFolder('remove');
    const precious = await tempFolder('precious');
    await fill(precious, { 'file.txt': 'precious' });
    await fill(root, { 'tree/mounted/placeholder': '', 'tree/file': '', 'tree/other/x': '' });
    const code = `
      import { execFileSync } from 'node:child_process';
      import { removeFolders } from ${JSON.stringify(join(repository, 'action/workspace/remove-folders.ts'))};
      const root = ${JSON.stringify(root)};
      for (const at of ['tree/mounted', 'tree/file'])
        execFileSync('mount', ['--bind', ${JSON.stringify(precious)} + (at.endsWith('file') ? '/file.txt' : ''), root + '/' + at]);
      const signal = new AbortController().signal;
      console.log(JSON.stringify(await removeFolders({ root, names: ['tree'], signal, atOnce: 1 })));`;
    const args = [
      '--user',
      '--map-root-user',
      '--mount',
      process.execPath,
      '--input-type=module',
      '-e',
      code,
    ];
    const left = JSON.parse(execFileSync('unshare', args, { encoding: 'utf8' })) as readonly NotRemoved[];
    expect(
      left
        .filter(({ why }) => why === 'EBUSY')
        .map(({ path }) => basename(path))
        .toSorted(),
    ).toEqual(['file', 'mounted']);
    expect(await readFile(join(precious, 'file.txt'), 'utf8')).toBe('precious');
    const [rest = ''] = await readdir(root);
    expect((await readdir(join(root, rest))).toSorted()).toEqual(['file', 'mounted']);
    // Where it is mounted no more, the next one takes what was left.
    expect(await remove(root, [rest])).toEqual([]);
    expect(await readdir(root)).toEqual([]);
    expect(await readFile(join(precious, 'file.txt'), 'utf8')).toBe('precious');
  });

  it.skipIf(!isRoot)(
    'does not stop the others (needs root, and a disk that knows chattr)',
    async ({ skip }) => {
      const root = await tempFolder('remove');
      await fill(root, { 'tree/stubborn': 'x', 'tree/a': 'x', 'home/b': 'x' });
      if (spawnSync('chattr', ['+i', join(root, 'tree', 'stubborn')]).status !== 0) skip();
      const left = await remove(root, ['tree', 'home']);
      const [rest = '', ...more] = await readdir(root);
      try {
        expect(left).toContainEqual({ path: join(root, rest, 'stubborn'), why: 'EPERM' });
        expect(more).toEqual([]);
        expect(await readdir(join(root, rest))).toEqual(['stubborn']);
      } finally {
        spawnSync('chattr', ['-i', join(root, rest, 'stubborn')]);
      }
    },
  );
});

describe('a removal that is cut off', () => {
  it('has all of it out of the way, and another one takes the rest', async () => {
    const root = await tempFolder('remove');
    await fill(root, { 'tree/a/b': 'x', 'home/c': 'x' });
    const names = ['tree', 'home'];
    expect(await removeFolders({ root, names, signal: AbortSignal.abort(), atOnce: 1 })).toEqual([]);
    const rest = await readdir(root);
    expect(rest).toHaveLength(2);
    for (const name of rest) expect(name).toMatch(removingName);
    expect(await remove(root, rest)).toEqual([]);
    expect(await readdir(root)).toEqual([]);
  });

  it('does not disturb another one of the same folder', async () => {
    const root = await tempFolder('remove');
    for (let folder = 0; folder < 20; folder++)
      for (let file = 0; file < 20; file++) await fill(root, { [`tree/${folder}/${file}`]: 'x' });
    await writeFile(join(root, 'journal.ndjson'), '');
    const both = await Promise.all([remove(root, ['tree']), remove(root, ['tree']), remove(root, ['tree'])]);
    expect(both).toEqual([[], [], []]);
    expect(await readdir(root)).toEqual(['journal.ndjson']);
  });
});
