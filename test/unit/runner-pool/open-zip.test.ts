import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { afterAll, expect, it } from 'vitest';
import { openZip } from '../../../runner-pool/services/artifacts/open-zip.ts';

const dir = await mkdtemp(join(tmpdir(), 'open-zip-'));
afterAll(async () => rm(dir, { recursive: true, force: true }));

let files = 0;
async function opened(zip: Uint8Array): ReturnType<typeof openZip> {
  files += 1;
  const path = join(dir, `${files}.zip`);
  await writeFile(path, zip);
  return openZip(path);
}

const text = (value: string): Uint8Array => Buffer.from(value);

it('reads a file by its name, and says when there is none', async () => {
  const archive = await opened(zipSync({ 'report.json': text('{}'), 'journal.ndjson': text('a\n') }));
  expect(await archive.read('report.json', 10)).toBe('{}');
  expect(await archive.read('admission.json', 10)).toBeNull();
  archive.close();
});

it('reads nothing beyond the limit', async () => {
  const archive = await opened(zipSync({ 'report.json': text('x'.repeat(11)) }));
  await expect(archive.read('report.json', 10)).rejects.toThrow('has a report.json of more than 10 bytes');
  archive.close();
});

it('ends a bomb whose headers lie about its size', async () => {
  const zip = Buffer.from(zipSync({ 'report.json': new Uint8Array(5_000_000) }));
  const central = zip.lastIndexOf(Buffer.from('PK\u0001\u0002', 'latin1'));
  zip.writeUInt32LE(100, central + 24);
  const archive = await opened(zip);
  await expect(archive.read('report.json', 1_000)).rejects.toThrow(/too many bytes in the stream/);
  archive.close();
});

const refused = [
  ['a path that leads out', zipSync({ '../report.json': text('{}') }), 'is a broken zip'],
  ['an absolute path', zipSync({ '/etc/passwd': text('{}') }), 'is a broken zip'],
  [
    'a link',
    zipSync({ 'report.json': [text('/etc/passwd'), { os: 3, attrs: 0o120_777 << 16 }] }),
    'has a link',
  ],
  [
    'too many files',
    zipSync(Object.fromEntries(Array.from({ length: 101 }, (_, index) => [String(index), text('')]))),
    'has 101 files',
  ],
  ['no zip', text('no zip'), 'is no zip'],
  ['half a zip', zipSync({ a: text('a'.repeat(100)) }).slice(0, 60), 'is no zip'],
] as const;
it.each(refused)('leaves an artifact alone that has %s', async (_name, zip, why) => {
  const error = await opened(zip).then(
    () => expect.fail('It was opened'),
    (reason: unknown) => reason,
  );
  expect(error).toMatchObject({ means: 'final', message: expect.stringContaining(why) as unknown });
});

it('leaves one alone that has two files of one name', async () => {
  const zip = Buffer.from(zipSync({ 'a.json': text('1'), 'b.json': text('2') }));
  for (let at = zip.indexOf('b.json'); at !== -1; at = zip.indexOf('b.json', at + 1)) zip.write('a.json', at);
  await expect(opened(zip)).rejects.toThrow('has two of "a.json"');
});
