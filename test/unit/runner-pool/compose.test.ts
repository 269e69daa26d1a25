import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { readConfig } from '../../../runner-pool/config.ts';
import type { Settings } from '../../../runner-pool/settings.ts';

interface Service {
  readonly image: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly healthcheck?: object;
  readonly depends_on?: Readonly<Record<string, object>>;
}

const text = readFileSync(join(import.meta.dirname, '../../../runner-pool/compose.yaml'), 'utf8');
const { services } = parse(text, { merge: true }) as { readonly services: Readonly<Record<string, Service>> };
const secrets = {
  POSTGRES_PASSWORD: 'aa'.repeat(24),
  COORDINATOR_PASSWORD: 'bb'.repeat(24),
  ENCRYPTION_KEY: 'cc'.repeat(32),
};

/** As compose does it: `${NAME:-fallback}`, `${NAME:?message}`. */
function interpolated(value: string): string {
  return value.replace(/\$\{(\w+):([-?])([^}]*)\}/g, (_all, name: string, kind: string, rest: string) => {
    const given = (secrets as Readonly<Record<string, string>>)[name];
    if (given !== undefined) return given;
    if (kind === '?') throw new Error(`${name} ${rest}`);
    return rest;
  });
}

it.each(['coordinator-1', 'coordinator-2', 'migrate'])('gives %s settings that it takes', (name) => {
  const environment = services[name]?.environment ?? {};
  const env = Object.fromEntries(
    Object.entries(environment).map(([key, value]) => [key, interpolated(value)]),
  );
  expect(readConfig(env)).not.toHaveProperty('faults');
});

it('holds no secret itself', () => {
  for (const name of Object.keys(secrets)) expect(text).toContain(`\${${name}:?`);
  expect(text).not.toMatch(/(PASSWORD|KEY|SECRET|TOKEN): +[^$\s]/);
});

it('starts two coordinators once the database is migrated by its owner', () => {
  for (const name of ['coordinator-1', 'coordinator-2'])
    expect(services[name]?.depends_on).toMatchObject({
      migrate: { condition: 'service_completed_successfully' },
      redis: { condition: 'service_healthy' },
    });
  expect(services['migrate']?.command).toEqual(['migrate']);
  expect(services['migrate']?.environment?.['DATABASE_URL']).toContain('//owner:');
  expect(services['coordinator-1']?.environment?.['DATABASE_URL']).toContain('//coordinator:');
});

it('passes every setting on that a coordinator reads, but those that its image decides', () => {
  const read = new Set<string>();
  const seen = (settings: Settings, name: string | symbol): string | undefined => {
    read.add(String(name));
    return settings[String(name)];
  };
  readConfig(new Proxy<Settings>({ BLOB_STORE: 's3://bucket/prefix' }, { get: seen }));
  const given = services['coordinator-1']?.environment ?? {};
  const missing = [...read].filter((name) => given[name] === undefined);
  expect(missing.sort()).toEqual(['DATA_DIR', 'HOST', 'PORT']);
});

it('asks a PostgreSQL over TCP whether it is well, where the one that only makes the database does not listen', () => {
  const { test = [] } = (services['postgres']?.healthcheck ?? {}) as { readonly test?: readonly string[] };
  expect(test.join(' ')).toContain('pg_isready -h 127.0.0.1 ');
  expect(services['migrate']?.depends_on).toMatchObject({ postgres: { condition: 'service_healthy' } });
});

it('takes images of a version, and asks those of others whether they are well', () => {
  for (const name of ['postgres', 'redis']) {
    expect(services[name]?.image).toMatch(/:\d+\.\d+/);
    expect(services[name]?.healthcheck).toBeDefined();
  }
});
