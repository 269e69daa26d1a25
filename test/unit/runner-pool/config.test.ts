import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Config, readConfig } from '../../../runner-pool/config.ts';
import type { Settings } from '../../../runner-pool/settings.ts';

const secret = 'hunter2-hunter2';

it('needs no setting at all', () => {
  expect(configOf({})).toMatchObject({
    http: { port: 8787, host: '127.0.0.1', publicUrl: 'http://127.0.0.1:8787', trustProxy: false },
    dataDir: '.orchestrator',
    database: { url: null, replicaUrl: null },
    redisUrl: null,
    metricsToken: null,
    tracesUrl: null,
  });
});

it('counts an empty value as not set, as compose files give it', () => {
  expect(configOf({ PORT: '', DATABASE_URL: ' ', GITHUB_APP_ID: '' })).toEqual(configOf({}));
});

const wrong: Settings = {
  PORT: '70000',
  HOST: 'not a host',
  PUBLIC_URL: `ftp://user:${secret}@host`,
  TRUST_PROXY: 'everybody',
  MAX_CONNECTIONS: '-1',
  RATE_LIMIT_ADDRESS: '1e3',
  RATE_LIMIT_TOKEN: 'many',
  DRAIN_DELAY_SECONDS: '9',
  DATABASE_URL: `mysql://user:${secret}@host/db`,
  DATABASE_REPLICA_URL: secret,
  DATABASE_CONNECTIONS: '0',
  REDIS_URL: `http://:${secret}@host`,
  BLOB_STORE: `https://key:${secret}@bucket`,
  GITHUB_API_URL: `git://${secret}`,
  GITHUB_APP_ID: `id ${secret}`,
  GITHUB_APP_PRIVATE_KEY: `-----BEGIN RSA PRIVATE KEY-----\\n${secret}\\n-----END RSA PRIVATE KEY-----`,
  GITHUB_CLIENT_SECRET: secret,
  OIDC_ISSUER: `x${secret}`,
  ENCRYPTION_KEY: secret,
  LOG_LEVEL: 'loud',
  OTEL_EXPORTER_OTLP_ENDPOINT: `grpc://${secret}`,
  METRICS_TOKEN: secret,
};

it('names everything that is wrong at once, each with what to do', () => {
  const faults = faultsOf(wrong);
  for (const name of Object.keys(wrong)) {
    const its = faults.filter((fault) => fault.startsWith(`${name} `));
    expect([name, its.length]).toEqual([name, 1]);
  }
  expect(faults).toHaveLength(Object.keys(wrong).length);
});

it('repeats no value that may be a secret', () => {
  expect(faultsOf(wrong).join('\n')).not.toContain(secret);
});

it('wants a key that all instances share as soon as they share a database', () => {
  expect(faultsOf({ DATABASE_URL: 'postgres://host/db' })).toEqual([
    'ENCRYPTION_KEY is not set, and is needed with DATABASE_URL: every instance must have the same. Make one with: openssl rand -hex 32.',
  ]);
});

it.each([
  ['a digit too few', 'a'.repeat(63)],
  ['half a key', 'a'.repeat(32)],
  ['no digit', 'g'.repeat(64)],
  ['words', 'correct horse battery staple and so on, for 44'],
])('says what a key must be and how to make one, for %s', (_, key) => {
  expect(faultsOf({ ENCRYPTION_KEY: key })).toEqual([
    `ENCRYPTION_KEY has ${key.length} characters, and must be 32 bytes: 64 hexadecimal digits, or 44 characters of base64. Make one with: openssl rand -hex 32.`,
  ]);
});

it('takes a key in hexadecimal digits or base64', () => {
  const key = Buffer.alloc(32, 7);
  for (const text of [key.toString('hex'), key.toString('hex').toUpperCase(), key.toString('base64')])
    expect(configOf({ ENCRYPTION_KEY: text }).encryptionKey).toEqual(key);
});

it('wants no replica of a database that it brings itself', () => {
  expect(faultsOf({ DATABASE_REPLICA_URL: 'postgres://host/db' })).toEqual([
    'DATABASE_REPLICA_URL is set without DATABASE_URL. Set both, or neither.',
  ]);
});

it.each([
  ['1', 1],
  ['10.0.0.0/8,192.168.1.7', '10.0.0.0/8,192.168.1.7'],
  ['::1/128', '::1/128'],
])('takes proxies as their number or their addresses: %s', (given, taken) => {
  expect(configOf({ TRUST_PROXY: given }).http.trustProxy).toBe(taken);
});

it.each(['true', '0', '11', '10.0.0.0/33', '10.0.0.1/8/8', 'proxy.example'])(
  'does not take %s for proxies',
  (given) => {
    expect(faultsOf({ TRUST_PROXY: given })).toHaveLength(1);
  },
);

it('reads no setting that docs/coordinator.md does not explain', () => {
  const docs = readFileSync(join(import.meta.dirname, '../../../docs/coordinator.md'), 'utf8');
  const read = new Set<string>();
  const watched = new Proxy<Settings>(
    { BLOB_STORE: 's3://bucket/prefix' },
    {
      get: (settings, name) => {
        read.add(String(name));
        return settings[String(name)];
      },
    },
  );
  readConfig(watched);
  expect(read.size).toBeGreaterThan(25);
  expect([...read].filter((name) => !docs.includes(`\`${name}\``))).toEqual([]);
});

function configOf(env: Settings): Config {
  const config = readConfig(env);
  if ('faults' in config) throw new Error(config.faults.join('\n'));
  return config;
}

function faultsOf(env: Settings): readonly string[] {
  const config = readConfig(env);
  return 'faults' in config ? config.faults : [];
}
