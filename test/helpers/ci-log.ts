import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

/**
 * A job's log of some megabytes in which nothing is secret and much looks like it: hashes of lock files, digests of images, minified
 * code, pictures, source maps, test reports, terminals' colours. The same on every call.
 */
export async function cleanLog(megabytes: number): Promise<string> {
  const files = [
    'package-lock.json',
    'README.md',
    'action.yml',
    'test/github/openapi/extract.json',
    'dist/index.js',
  ];
  const texts = await Promise.all(files.map(async (name) => readFile(join(root, name), 'utf8')));
  const [lock = '', ...others] = texts;
  const parts: string[] = [];
  let chars = 0;
  for (let turn = 0; chars < megabytes * 1e6; turn += 1) {
    const part = [
      ...generated(turn),
      slice(lock, turn),
      slice(others[turn % others.length] ?? '', turn),
    ].join('\n');
    parts.push(part);
    chars += part.length;
  }
  return parts.join('\n');
}

const sha = (kind: string, text: string | number): Buffer => createHash(kind).update(String(text)).digest();
const slice = (text: string, turn: number): string => {
  const at = (turn * 7919) % Math.max(1, text.length - 4000);
  return text.slice(at, at + 4000);
};

function generated(turn: number): readonly string[] {
  const hex = sha('sha1', turn).toString('hex');
  const digest = sha('sha256', turn).toString('hex');
  const integrity = sha('sha512', turn).toString('base64');
  const uuid = hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12}).*/, '$1-$2-$3-$4-$5');
  const bytes = Buffer.concat(Array.from({ length: 20 }, (_, at) => sha('sha512', `${turn}-${at}`)));
  const time = `2026-11-21T09:${String(turn % 60).padStart(2, '0')}:33.1234567Z`;
  return [
    `${time} Run actions/checkout@${hex} # v6.0.1`,
    `${time} [command]/usr/bin/git log -1 --format=%H && echo refs/remotes/pull/${turn}/merge`,
    `${time} HEAD is now at ${hex.slice(0, 7)} Merge ${hex} into ${digest.slice(0, 40)}`,
    `npm http fetch GET 200 https://registry.npmjs.org/@scope%2fpackage/-/package-1.2.${turn}.tgz 87ms (cache miss)`,
    `      "integrity": "sha512-${integrity}",`,
    `#12 sha256:${digest} 31.46MB / 31.46MB 0.4s done`,
    `Request ${uuid} of tenant ${turn} took ${turn % 900} ms`,
    `\u001b[32m✓\u001b[39m test/unit/secret_access_key.test.ts > asks for an authorization: bearer token \u001b[2m(${turn} ms)\u001b[22m`,
    `config: _authToken=\${NPM_TOKEN} password=*** url=https://user:***@example.com/ postgres://postgres:postgres@localhost:5432/test`,
    `![](data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAA${bytes.toString('base64')})`,
    `//# sourceMappingURL=data:application/json;base64,${Buffer.from(`{"version":3,"mappings":"${integrity}"}`).toString('base64')}`,
    `-----BEGIN CERTIFICATE-----\nMIIDdzCCAl+gAwIBAgIE${bytes.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----`,
    `!function(e,t){var n=t.sk_test,r=e.co_worker;n&&r.push({key:"${hex.slice(0, 12)}",eyJ:1})}(this,this);`,
  ];
}
