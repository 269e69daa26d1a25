import type { JWTVerifyGetKey } from 'jose';
import type { Logger } from 'pino';
import { createRedactor, type Redactor } from '../contract/redact/redactor.ts';
import packageJson from '../package.json' with { type: 'json' };
import { createHolders, type Holders } from './auth/holders.ts';
import { createIssuerKeys, fetchKeySet } from './auth/issuer-keys.ts';
import { deriveKeys, type Keys, keptEncryptionKey } from './auth/keys.ts';
import { createRunTokens, type RunTokens } from './auth/run-token.ts';
import { createUseNotes, type UseNotes } from './auth/use-notes.ts';
import type { BlobStore } from './blobs/blob-store.ts';
import { openBlobStore } from './blobs/open-blob-store.ts';
import { type Breakers, createBreakers } from './breaker/breakers.ts';
import type { Config } from './config.ts';
import { type Database, openDatabase } from './database/database.ts';
import type { GitHubAccess } from './github/access.ts';
import { createGitHubAccess } from './github/create-github-access.ts';
import { createFeeds, type Feeds } from './live/feeds.ts';
import { createStreams, type Streams } from './live/streams.ts';
import { createDrain, type Drain } from './operation/drain.ts';
import { createLog } from './operation/log.ts';
import { createMetrics, type Metrics } from './operation/metrics.ts';
import { createDoorbell, type Doorbell } from './queues/doorbell.ts';
import { createDevicePace, type DevicePace } from './services/device-pace.ts';
import { createStorageGate, type StorageGate } from './services/storage-gate.ts';

/** What the coordinator is made of, put together once; functions take the parts that they need. */
export interface Context {
  readonly config: Config;
  readonly database: Database;
  readonly keys: Keys;
  readonly runTokens: RunTokens;
  /** Of the issuer of jobs' OIDC tokens. */
  readonly issuerKeys: JWTVerifyGetKey;
  readonly uses: UseNotes;
  readonly devicePace: DevicePace;
  readonly redact: Redactor;
  /** Null: large bodies are kept in PostgreSQL. */
  readonly blobs: BlobStore | null;
  readonly log: Logger;
  readonly version: string;
  readonly metrics: Metrics;
  readonly drain: Drain;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly tasks: Doorbell;
  readonly breakers: Breakers;
  readonly github: GitHubAccess;
  readonly storage: StorageGate;
  readonly holders: Holders;
  readonly feeds: Feeds;
  readonly streams: Streams;
}

export async function createContext(config: Config, databaseUrl: string): Promise<Context> {
  const keys = deriveKeys(config.encryptionKey ?? (await keptEncryptionKey(config.dataDir)));
  const clock = Date.now;
  // Of lengths of time alone: a clock that is set back would stop what waits by it.
  const steady = (): number => performance.now();
  const { version } = packageJson;
  const breakers = createBreakers();
  const redact = createRedactor({ secrets: secretsOf(config), patterns: true });
  const log = createLog({ level: config.logLevel, redact, to: process.stdout });
  const database = openDatabase({
    url: databaseUrl,
    replicaUrl: config.database.replicaUrl,
    connections: config.database.connections,
  });
  const runTokens = createRunTokens(keys.runTokens, clock);
  const fetchKeys = async () =>
    breakers.call({ upstream: 'oidc', orgId: 0 }, async () => fetchKeySet(config.oidc.issuer));
  const issuerKeys = createIssuerKeys({ fetchKeys, clock, log });
  const uses = createUseNotes({ database, clock, log });
  const drain = createDrain();
  return {
    config,
    database,
    keys,
    runTokens,
    issuerKeys,
    uses,
    devicePace: createDevicePace(clock),
    blobs: openBlobStore(config.blobs, breakers),
    redact,
    log,
    version,
    metrics: createMetrics({ database, breakers, version }),
    drain,
    clock,
    tasks: createDoorbell(),
    breakers,
    github: createGitHubAccess({ config: config.github, database, breakers, clock }),
    storage: createStorageGate({ database, clock }),
    holders: createHolders({ config, database, issuerKeys, runTokens, uses, clock }, steady),
    feeds: createFeeds({ database, clock: steady, log }),
    streams: createStreams({ clock: steady, log, signal: drain.signal }),
  };
}

function secretsOf({
  database,
  github,
  redisUrl,
  metricsToken,
  encryptionKey,
  blobs,
}: Config): readonly string[] {
  const passwords = [database.url, database.replicaUrl, redisUrl].map(
    (url) => URL.parse(url ?? '')?.password ?? '',
  );
  return [
    ...passwords.map(decodeURIComponent),
    ...github.webhookSecrets,
    github.app?.privateKey ?? '',
    github.login?.clientSecret ?? '',
    metricsToken ?? '',
    blobs.kind === 's3' ? blobs.credentials.secretAccessKey : '',
    encryptionKey?.toString('hex') ?? '',
  ].filter((secret) => secret !== '');
}
