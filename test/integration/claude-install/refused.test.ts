import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { PINNED_VERSION } from '../../../action/claude-install/pinned-version.ts';
import { type Machine, machine } from './support/machine.ts';
import { type Published, registry } from './support/registry.ts';
import { runsIn, standIn } from './support/stand-in.ts';
import { integrityOf, tarballOf, tarballWith } from './support/tarball.ts';

const refusal = (message: string): unknown =>
  expect.objectContaining({ code: 'cli_missing', message: expect.stringContaining(message) });

async function expectRefusal(
  { dir, find, kept }: Machine,
  options: { readonly published: Published; readonly version?: string; readonly message: string },
): Promise<void> {
  const { published, version = '2.1.400', message } = options;
  const { url } = await registry({ versions: { [version]: published } });
  await expect(find({ registry: url, claudeVersion: version })).rejects.toEqual(refusal(message));
  expect(await runsIn(join(dir, 'ran'))).toEqual([]);
  expect(await kept()).toEqual([]);
}

it('neither runs nor keeps a tarball of another hash than the registry gives', async () => {
  const m = await machine();
  const tarball = await tarballOf(standIn({ ranFile: join(m.dir, 'ran') }));
  const integrity = integrityOf(Buffer.from('other'));
  await expectRefusal(m, {
    published: { tarball, dist: { integrity } },
    message: 'does not have the sha512',
  });
});

it('neither runs nor keeps a pinned version of another hash than ours, whatever the registry says', async () => {
  const m = await machine();
  const tarball = await tarballOf(standIn({ version: PINNED_VERSION, ranFile: join(m.dir, 'ran') }));
  await expectRefusal(m, {
    published: { tarball },
    version: PINNED_VERSION,
    message: 'does not have the sha512',
  });
});

it.each([undefined, 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=', ''])(
  'refuses a version whose integrity is %j, before the download',
  async (integrity) => {
    const m = await machine();
    const tarball = await tarballOf(standIn({ ranFile: join(m.dir, 'ran') }));
    await expectRefusal(m, { published: { tarball, dist: { integrity } }, message: 'gives no sha512' });
  },
);

it.each(['http://example.invalid/claude.tgz', 'ftp://example.invalid/claude.tgz', 'file:///etc/passwd'])(
  'does not follow the registry to %s',
  async (address) => {
    const m = await machine();
    const tarball = await tarballOf(standIn({ ranFile: join(m.dir, 'ran') }));
    await expectRefusal(m, {
      published: { tarball, dist: { tarball: address } },
      message: 'neither itself nor https',
    });
  },
);

it('does not follow a redirect to another plain host', async () => {
  const m = await machine();
  const elsewhere = await registry({ versions: { '2.1.400': { tarball: await tarballOf(standIn()) } } });
  const { url } = await registry({
    versions: {},
    fault: (_, response) => {
      response.writeHead(302, { location: `${elsewhere.url}/@anthropic-ai%2fx/2.1.400` }).end();
      return true;
    },
  });
  await expect(m.find({ registry: url })).rejects.toEqual(refusal('neither itself nor https'));
});

it('writes nothing where a hostile tarball wants it, and takes only the executable', async () => {
  const { dir, find, kept } = await machine();
  const escaped = join(dir, 'escaped');
  const up = '../'.repeat(20);
  const tarball = await tarballWith([
    { name: escaped, text: 'absolute' },
    { name: `${up}${escaped}`, text: 'upwards' },
    { name: `package/${up}${escaped}`, text: 'upwards from inside' },
    { name: 'package/link', type: 'symlink', linkname: dir },
    { name: 'package/link/escaped', text: 'through a link' },
    { name: 'package/claude', text: standIn() },
    { name: '../claude', text: 'another' },
  ]);
  const { url } = await registry({ versions: { '2.1.400': { tarball } } });
  const { path } = await find({ registry: url });
  await expect(stat(escaped)).rejects.toThrow('ENOENT');
  expect(await kept()).toEqual([path]);
});

it.each([
  ['a link to another file', [{ name: 'package/claude', type: 'symlink', linkname: '/bin/sh' }]],
  ['a hard link', [{ name: 'package/claude', type: 'link', linkname: '/bin/sh' }]],
  ['not there', [{ name: 'package/package.json', text: '{}' }]],
] as const)('refuses a package whose executable is %s', async (_, entries) => {
  const m = await machine();
  const tarball = await tarballWith(entries);
  await expectRefusal(m, { published: { tarball }, message: 'has no file package/claude' });
});

it('refuses a package with two executables of the name', async () => {
  const m = await machine();
  const entry = { name: 'package/claude', text: standIn({ ranFile: join(m.dir, 'ran') }) };
  await expectRefusal(m, {
    published: { tarball: await tarballWith([entry, entry]) },
    message: 'could not be installed: EEXIST',
  });
});

it('refuses what is not a tarball, or only the start of one', async () => {
  const m = await machine();
  const half = gzipSync(
    gunzipSync(await tarballOf(`${standIn()}${'#'.repeat(100_000)}`)).subarray(0, 50_000),
  );
  for (const tarball of [Buffer.from('hello'), half])
    await expectRefusal(m, { published: { tarball }, message: 'could not be installed' });
});

it('does not keep a version that lacks a needed flag, or calls itself otherwise', async () => {
  const { find, kept } = await machine();
  const versions = {
    '2.1.400': { tarball: await tarballOf(standIn({ flags: ['-p'] })) },
    '2.1.401': { tarball: await tarballOf(standIn({ version: '2.1.402' })) },
  };
  const { url } = await registry({ versions });
  await expect(find({ registry: url })).rejects.toEqual(
    refusal('2.1.400 is Claude Code 2.1.400 without --print'),
  );
  await expect(find({ registry: url, claudeVersion: '2.1.401' })).rejects.toEqual(
    refusal('2.1.401 is Claude Code 2.1.402, not 2.1.401'),
  );
  expect(await kept()).toEqual([]);
});

it.each(['latest', '^2.1.329', '../../../etc', '2.1.299'])(
  'does not ask for claude-version %s',
  async (version) => {
    const { find } = await machine();
    const { url, requests } = await registry({ versions: {} });
    await expect(find({ registry: url, claudeVersion: version })).rejects.toEqual(
      refusal('claude-version: '),
    );
    expect(requests).toEqual([]);
  },
);

it('says where Claude Code is not published for the machine', async () => {
  const { find } = await machine();
  await expect(find({ arch: 's390x' })).rejects.toEqual(refusal(`${process.platform} on s390x`));
});
