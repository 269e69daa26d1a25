import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../../../runner-pool/config.ts';
import { createContext } from '../../../../runner-pool/context.ts';
import type { App } from '../../../../runner-pool/http/app.ts';
import { createServer } from '../../../../runner-pool/server.ts';

const folder = await mkdtemp(join(tmpdir(), 'dashboard-'));
const source = join(import.meta.dirname, '../../../../dashboard-static/index.html');
await mkdir(join(folder, 'assets'));
await copyFile(source, join(folder, 'index.html'));
await writeFile(join(folder, 'assets/index-Ab_1-x2.js'), 'export {};');
await writeFile(join(folder, 'assets/.hidden.js'), 'secret');
await writeFile(join(folder, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
await writeFile(join(folder, '..', 'beside.json'), 'secret');

const open: App[] = [];
afterAll(async () => {
  for (const app of open) await app.close();
  await rm(folder, { recursive: true });
});

/** None of it asks the database. */
async function serverOf(dashboard: string): Promise<App> {
  const url = 'postgres://nobody@127.0.0.1:1/none';
  const config = readConfig({ DATABASE_URL: url, ENCRYPTION_KEY: '00'.repeat(32), LOG_LEVEL: 'silent' });
  if ('faults' in config) throw new Error(config.faults.join('\n'));
  const app = await createServer(await createContext(config, url), { dashboard });
  open.push(app);
  return app;
}
const app = await serverOf(folder);
const html = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

it('gives the page out at its address, which leads to this coordinator’s history', async () => {
  const { statusCode, headers, body } = await app.inject({ url: '/', headers: html });
  expect([statusCode, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
  expect(body).toContain('<meta name="history" content="/v1/history" />');
  expect(headers).toMatchObject({
    'cache-control': 'no-cache',
    vary: 'accept',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
  });
  const policy = String(headers['content-security-policy']);
  for (const part of [
    "default-src 'none'",
    "script-src 'self'",
    "connect-src 'self'",
    "trusted-types 'none'",
  ])
    expect(policy).toContain(part);
  expect(policy).toContain("frame-ancestors 'none'");
});

it('does not send it again to who has it', async () => {
  const { headers } = await app.inject({ url: '/', headers: html });
  const again = await app.inject({ url: '/', headers: { ...html, 'if-none-match': String(headers.etag) } });
  expect([again.statusCode, again.body]).toEqual([304, '']);
});

it('says to programs what it is', async () => {
  const answer = await app.inject({ url: '/', headers: { accept: 'application/json' } });
  expect(answer.json()).toMatchObject({ name: 'claude-orchestrator', openapi: '/openapi.json' });
});

it.each([
  ['/assets/index-Ab_1-x2.js', 'public, max-age=31536000, immutable', /^application\/javascript/],
  ['/icon.svg', 'no-cache', /^image\/svg/],
])('gives out %s', async (url, cache, type) => {
  for (const method of ['GET', 'HEAD'] as const) {
    const { statusCode, headers } = await app.inject({ method, url });
    expect([statusCode, headers['cache-control']]).toEqual([200, cache]);
    expect(headers['content-type']).toMatch(type);
  }
});

describe.each([
  ...['/assets', '/assets/', '/assets/none.js', '/index.html', '/assets/.hidden.js', '/beside.json'],
  ...['/assets/..%2findex.html', '/assets/%2e%2e/%2e%2e/beside.json', '/assets/..%5c..%5cbeside.json'],
  ...['/..%2fbeside.json', '/assets/%00.js', '/none.svg'],
])('%s', (url) => {
  it('is not there', async () => {
    const { statusCode, body } = await app.inject({ url });
    expect(statusCode).toBe(404);
    expect(body).not.toContain('secret');
  });
});

it.each(['POST', 'PUT', 'DELETE', 'PATCH'] as const)('takes no %s', async (method) => {
  for (const url of ['/', '/icon.svg', '/assets/index-Ab_1-x2.js'])
    expect([405, 404]).toContain((await app.inject({ method, url })).statusCode);
});

it('answers as before where there is no dashboard', async () => {
  const without = await serverOf(join(folder, 'none'));
  const answer = await without.inject({ url: '/', headers: html });
  expect(answer.json()).toMatchObject({ name: 'claude-orchestrator' });
  expect((await without.inject({ url: '/icon.svg' })).statusCode).toBe(404);
});
