import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { downloadVerified } from '../../../action/claude-install/download.ts';
import { machine } from './support/machine.ts';
import { registry } from './support/registry.ts';
import { standIn, writeExecutable } from './support/stand-in.ts';
import { tarballOf } from './support/tarball.ts';

it.each(['manifest', 'tarball'])('asks for the %s again after two 500s', async (kind) => {
  const { find } = await machine();
  const { url, requests } = await registry({
    versions: { '2.1.400': { tarball: await tarballOf(standIn()) } },
    fault: (request, response, nth) => {
      if (!request.startsWith(kind) || nth > 2) return false;
      response.writeHead(500).end('oops');
      return true;
    },
  });
  expect(await find({ registry: url })).toMatchObject({ source: 'installed' });
  expect(requests.filter((request) => request.startsWith(kind))).toHaveLength(3);
});

it('gives up after three tries, and says which host to reach', async () => {
  const { find, kept } = await machine();
  const { url, requests } = await registry({
    versions: {},
    fault: (_, response) => {
      response.writeHead(503).end();
      return true;
    },
  });
  await expect(find({ registry: url })).rejects.toMatchObject({
    code: 'cli_missing',
    message: `Claude Code 2.1.400 could not be downloaded: ${new URL(url).host} answered 503.`,
    remedy: expect.stringContaining(`Let the runner reach ${new URL(url).host} `),
  });
  expect(requests).toHaveLength(3);
  expect(await kept()).toEqual([]);
});

it('downloads again what broke off half way', async () => {
  const { find } = await machine();
  const tarball = await tarballOf(standIn());
  const { url, requests } = await registry({
    versions: { '2.1.400': { tarball } },
    fault: (request, response, nth) => {
      if (!request.startsWith('tarball') || nth > 1) return false;
      response.writeHead(200, { 'content-length': tarball.length });
      response.write(tarball.subarray(0, 100), () => response.destroy());
      return true;
    },
  });
  expect(await find({ registry: url })).toMatchObject({ source: 'installed' });
  expect(requests).toEqual(['manifest 2.1.400', 'tarball 2.1.400', 'tarball 2.1.400']);
});

it('uses nothing of a download that breaks off every time', async () => {
  const { find, kept } = await machine();
  const tarball = await tarballOf(standIn());
  const { url } = await registry({
    versions: { '2.1.400': { tarball } },
    fault: (request, response) => {
      if (!request.startsWith('tarball')) return false;
      response.writeHead(200, { 'content-length': tarball.length });
      response.write(tarball.subarray(0, 100), () => response.destroy());
      return true;
    },
  });
  await expect(find({ registry: url })).rejects.toThrow('could not be reached, or broke off');
  expect(await kept()).toEqual([]);
});

it('does not ask twice for a version that is not published', async () => {
  const { find } = await machine();
  const { url, requests } = await registry({ versions: {} });
  await expect(find({ registry: url, claudeVersion: '99.0.0' })).rejects.toMatchObject({
    code: 'cli_missing',
    message: expect.stringMatching(/^127\.0\.0\.1:\d+ has no @anthropic-ai\/claude-code-\S+ 99\.0\.0\.$/),
    remedy: expect.stringContaining('`claude-version`'),
  });
  expect(requests).toEqual(['manifest 99.0.0']);
});

it('says what to do where no registry can be reached, and what is in PATH', async () => {
  const { bin, find } = await machine();
  await writeExecutable(join(bin, 'claude'), standIn({ version: '2.0.0' }));
  await expect(find({ registry: await closedAddress() })).rejects.toMatchObject({
    code: 'cli_missing',
    message: expect.stringMatching(
      /could not be downloaded: 127\.0\.0\.1:\d+ could not be reached.*ECONNREFUSED.*\/bin\/claude is Claude Code 2\.0\.0/,
    ),
    remedy: expect.stringMatching(
      /reach 127\.0\.0\.1.* or install Claude Code .* set `claude-path` to it\.$/,
    ),
  });
});

it.each(['not an address', 'ftp://registry.invalid', 'https://user:secret@registry.invalid'])(
  'refuses the registry address %s without repeating it',
  async (address) => {
    const { find } = await machine();
    const error = await find({ registry: address }).catch((one: unknown) => one);
    expect(error).toMatchObject({ code: 'cli_missing' });
    expect(String(error)).not.toContain(address);
    expect(String(error)).not.toContain('secret');
  },
);

it.each([
  ['a web page', '<html>Please log in</html>'],
  ['another description', '{"name":"x"}'],
])('says that the registry answered %s', async (_, body) => {
  const { find } = await machine();
  const { url } = await registry({
    versions: {},
    fault: (_request, response) => {
      response.end(body);
      return true;
    },
  });
  await expect(find({ registry: url })).rejects.toThrow("something else than a package's description");
});

it('stops a download when aborted, and leaves nothing of it', async () => {
  const { find, kept } = await machine();
  const stop = new AbortController();
  const { url } = await registry({
    versions: { '2.1.400': { tarball: await tarballOf(standIn()) } },
    fault: (request, response) => {
      if (!request.startsWith('tarball')) return false;
      response.writeHead(200).write('start');
      setTimeout(() => stop.abort(new Error('the job was cancelled')), 50);
      return true;
    },
  });
  await expect(find({ registry: url, signal: stop.signal })).rejects.toThrow('the job was cancelled');
  expect(await kept()).toEqual([]);
});

it('does not wait for ever for a server that falls silent', async () => {
  const { temp } = await machine();
  const { url } = await registry({
    versions: {},
    fault: (_, response) => {
      response.writeHead(200).write('start');
      return true;
    },
  });
  const registryUrl = new URL(url);
  const download = downloadVerified({
    url: registryUrl,
    registry: registryUrl,
    file: join(temp, 'file'),
    sha512: '',
    signal: new AbortController().signal,
    idleTimeoutMs: 100,
  });
  await expect(download).rejects.toThrow('sent nothing for 0.1 s');
});

async function closedAddress(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return `http://127.0.0.1:${port}`;
}
