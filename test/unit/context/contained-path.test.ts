import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isPlainRelative, readContained } from '../../../action/context/contained-path.ts';

let base = '';
let root = '';

/** A tree with links of every kind; what lies outside of it says so. */
beforeAll(async () => {
  base = await realpath(await mkdtemp(join(tmpdir(), 'co-contained-')));
  root = join(base, 'tree');
  await mkdir(join(root, 'a', 'b'), { recursive: true });
  await mkdir(join(base, 'tree-beside'));
  for (const place of ['secret', 'tree-beside/secret']) await writeFile(join(base, place), 'OUTSIDE');
  for (const place of ['file', 'a/file', 'a/b/file']) await writeFile(join(root, place), 'INSIDE');
  const links = {
    out: '../secret',
    'a/out': join(base, 'secret'),
    up: '..',
    'a/top': '/',
    beside: '../tree-beside',
    loop: 'loop',
    in: 'a/b/file',
    'a/back': '..',
    proc: '/proc/self/environ',
  };
  for (const [name, target] of Object.entries(links)) await symlink(target, join(root, name));
  execFileSync('mkfifo', [join(root, 'pipe')]);
});
afterAll(async () => rm(base, { recursive: true, force: true }));

const read = async (path: string, maxBytes = 100): Promise<string | null> =>
  (await readContained({ root, path, maxBytes }))?.toString() ?? null;

describe('reading a file by a path that a stranger wrote', () => {
  it.each(['file', 'a/b/file', 'in', 'a/back/file', 'a/back/a/back/in'])('%s is inside', async (path) => {
    expect(await read(path)).toBe('INSIDE');
  });

  it.each([
    'out',
    'a/out',
    'up/secret',
    'a/top/etc/passwd',
    'beside/secret',
    'loop',
    'proc',
    'pipe',
    'a',
    'nothing',
  ])('%s gives nothing, whatever the link says', async (path) => {
    expect(isPlainRelative(path)).toBe(true);
    expect(await read(path)).toBeNull();
  });

  it.each([
    '../secret',
    '/etc/passwd',
    'a/../file',
    './file',
    'a//file',
    '',
    '.',
    'file\0',
    '//host/x',
    '\ud800',
  ])('%j is no path at all', async (path) => {
    expect(isPlainRelative(path)).toBe(false);
    expect(await read(path)).toBeNull();
  });

  it.each([
    'a\\b\\file',
    '..\\x',
    'C:/x',
    'C:x',
    'file:stream',
    '\\\\host\\x',
    'nul',
    'a/CON.txt',
    'com1',
    '.. /x',
    '... /x',
  ])('%j is no path on Windows, and a plain name elsewhere', async (path) => {
    expect(isPlainRelative(path, 'win32')).toBe(false);
    expect(isPlainRelative(path, 'linux')).toBe(true);
    expect(await read(path)).toBeNull();
  });

  it('gives nothing of a file that is larger than asked for', async () => {
    expect(await read('file', 5)).toBeNull();
    expect(await read('file', 6)).toBe('INSIDE');
  });

  it('never leaves the folder, whatever is put together', async () => {
    const part = fc.constantFrom(
      '..',
      '.',
      '',
      'a',
      'b',
      'file',
      'secret',
      'tree-beside',
      'out',
      'up',
      'top',
      'beside',
      'back',
      'in',
      'loop',
      'etc',
      'passwd',
      'proc',
      '\0',
      '\\',
      'C:',
    );
    const lead = fc.constantFrom('', '/', '//', '\\', base, `${base}/`, `${root}/`);
    await fc.assert(
      fc.asyncProperty(lead, fc.array(part, { maxLength: 7 }), async (start, parts) => {
        expect([null, 'INSIDE']).toContain(await read(start + parts.join('/')));
      }),
      { numRuns: 1500 },
    );
  });

  it('takes every path that git could hold and that has no meaning elsewhere', () => {
    const name = fc.stringMatching(/^[a-zA-Z0-9_\- ü日][a-zA-Z0-9_.\- ü日]{4,20}[a-zA-Z0-9_\-ü日]$/);
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 5 }), (parts) => {
        const path = posix.join(...parts);
        expect(
          ['linux', 'darwin', 'win32'].map((one) => isPlainRelative(path, one as NodeJS.Platform)),
        ).toEqual([true, true, true]);
      }),
    );
  });
});
