import { type BlobSetting, readBlobSetting } from './blobs/blob-setting.ts';
import { readSettings, type SettingReader, type Settings } from './settings.ts';
import { isAppId, isHost, isLongEnough, isPrivateKey, isProxies, withLines } from './settings-checks.ts';

export interface Config {
  readonly http: {
    readonly port: number;
    readonly host: string;
    readonly publicUrl: string;
    /** Whose X-Forwarded-For is believed: addresses, or how many proxies there are; false: nobody's. */
    readonly trustProxy: string | number | false;
    readonly maxConnections: number;
    /** Requests a minute that one address, and one holder of a credential, may make of this instance. */
    readonly perAddress: number;
    readonly perHolder: number;
    /** How long requests are still taken after a SIGTERM, for whoever distributes them to notice. */
    readonly drainDelayMs: number;
  };
  readonly dataDir: string;
  readonly database: {
    /** Null: an embedded PostgreSQL in `dataDir`. */
    readonly url: string | null;
    readonly replicaUrl: string | null;
    readonly connections: number;
  };
  /** Null: BullMQ on PostgreSQL. */
  readonly redisUrl: string | null;
  readonly blobs: BlobSetting;
  readonly github: {
    readonly apiUrl: string;
    readonly app: { readonly id: string; readonly privateKey: string } | null;
    /** The first signs what we send; any of them may have signed what we get. */
    readonly webhookSecrets: readonly string[];
    readonly login: { readonly clientId: string; readonly clientSecret: string } | null;
  };
  readonly oidc: { readonly issuer: string; readonly audience: string };
  /** 32 bytes; null: made once and kept in `dataDir`. */
  readonly encryptionKey: Buffer | null;
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  /** Where traces go (OTLP over HTTP); null: nowhere. */
  readonly tracesUrl: string | null;
  /** Bearer that /metrics asks for; null: none. */
  readonly metricsToken: string | null;
}

/**
 * The configuration out of the environment, or everything that is wrong with it, never with a secret's value. Commands that only
 * look into the database need no key.
 */
export function readConfig(
  env: Settings = process.env,
  { isServing = true }: { readonly isServing?: boolean } = {},
): Config | { readonly faults: readonly string[] } {
  const faults: string[] = [];
  const read = readSettings(env, faults);
  const http = httpConfig(read);
  const config: Config = {
    http,
    dataDir: read.text('DATA_DIR', '.orchestrator'),
    database: {
      url: read.url('DATABASE_URL', ['postgres:', 'postgresql:']),
      replicaUrl: read.url('DATABASE_REPLICA_URL', ['postgres:', 'postgresql:']),
      connections: read.integer('DATABASE_CONNECTIONS', { fallback: 10, min: 2, max: 200 }),
    },
    redisUrl: read.url('REDIS_URL', ['redis:', 'rediss:']),
    blobs: readBlobSetting(read, faults),
    github: githubConfig(read),
    oidc: {
      issuer: read.url('OIDC_ISSUER', ['http:', 'https:']) ?? 'https://token.actions.githubusercontent.com',
      audience: read.text('OIDC_AUDIENCE', http.publicUrl),
    },
    encryptionKey: read.key('ENCRYPTION_KEY'),
    logLevel: read.choice('LOG_LEVEL', ['info', 'fatal', 'error', 'warn', 'debug', 'trace', 'silent']),
    tracesUrl: read.url('OTEL_EXPORTER_OTLP_ENDPOINT', ['http:', 'https:']),
    metricsToken: read.text('METRICS_TOKEN', '', isLongEnough) || null,
  };
  const isNamed = (name: string): boolean => faults.some((fault) => fault.startsWith(`${name} `));
  const isKeyMissing = isServing && config.database.url !== null && config.encryptionKey === null;
  if (isKeyMissing && !isNamed('ENCRYPTION_KEY'))
    faults.push(
      'ENCRYPTION_KEY is not set, and is needed with DATABASE_URL: every instance must have the same. Make one with: openssl rand -hex 32.',
    );
  if (config.database.url === null && config.database.replicaUrl !== null && !isNamed('DATABASE_URL'))
    faults.push('DATABASE_REPLICA_URL is set without DATABASE_URL. Set both, or neither.');
  if (config.github.login !== null && !keepsLogins(http.publicUrl) && !isNamed('PUBLIC_URL'))
    faults.push(
      `PUBLIC_URL is ${http.publicUrl}, where no browser keeps the login that GITHUB_CLIENT_ID is for. Give it an https address; http is for localhost.`,
    );
  return faults.length > 0 ? { faults } : config;
}

/** What `export` takes from the environment: nothing of the coordinator's own configuration. */
export interface ExportConfig {
  readonly github: {
    readonly apiUrl: string;
    /** Null: as nobody in particular. */
    readonly token: string | null;
  };
  readonly coordinatorToken: string | null;
}

/** The tokens are never named with their values. */
export function readExportConfig({
  env = process.env,
  fromCoordinator,
}: {
  readonly env?: Settings | undefined;
  readonly fromCoordinator: boolean;
}): ExportConfig | { readonly faults: readonly string[] } {
  const faults: string[] = [];
  const read = readSettings(env, faults);
  const config: ExportConfig = {
    github: { apiUrl: githubApiUrl(read), token: read.text('GITHUB_TOKEN', '') || null },
    coordinatorToken: read.text('COORDINATOR_TOKEN', '') || null,
  };
  if (fromCoordinator && config.coordinatorToken === null)
    faults.push('COORDINATOR_TOKEN is not set: give one of the coordinator with the scope runs:read.');
  if (!fromCoordinator && config.github.token === null)
    faults.push('GITHUB_TOKEN is not set: give one with the permission actions: read.');
  return faults.length > 0 ? { faults } : config;
}

function httpConfig(read: SettingReader): Config['http'] {
  const port = read.integer('PORT', { fallback: 8787, min: 0, max: 65_535 });
  const host = read.text('HOST', '127.0.0.1', isHost);
  const proxies = read.text('TRUST_PROXY', '', isProxies);
  return {
    port,
    host,
    publicUrl: withoutSlash(read.url('PUBLIC_URL', ['http:', 'https:']) ?? `http://${host}:${port}`),
    trustProxy: proxies === '' ? false : /^\d+$/.test(proxies) ? Number(proxies) : proxies,
    maxConnections: read.integer('MAX_CONNECTIONS', { fallback: 10_000, min: 10, max: 1_000_000 }),
    perAddress: read.integer('RATE_LIMIT_ADDRESS', { fallback: 60_000, min: 10, max: 100_000_000 }),
    perHolder: read.integer('RATE_LIMIT_TOKEN', { fallback: 30_000, min: 10, max: 100_000_000 }),
    drainDelayMs: 1_000 * read.integer('DRAIN_DELAY_SECONDS', { fallback: 1, min: 0, max: 8 }),
  };
}

function githubConfig(read: SettingReader): Config['github'] {
  return {
    apiUrl: githubApiUrl(read),
    app: read.together(
      'GITHUB_APP_ID',
      'GITHUB_APP_PRIVATE_KEY',
      (id, key) => ({ id, privateKey: withLines(key) }),
      [isAppId, isPrivateKey],
    ),
    webhookSecrets: read.list('GITHUB_WEBHOOK_SECRET'),
    login: read.together('GITHUB_CLIENT_ID', 'GITHUB_CLIENT_SECRET', (clientId, clientSecret) => ({
      clientId,
      clientSecret,
    })),
  };
}

const githubApiUrl = (read: SettingReader): string =>
  withoutSlash(read.url('GITHUB_API_URL', ['http:', 'https:']) ?? 'https://api.github.com');

const withoutSlash = (url: string): string => url.replace(/\/+$/, '');

/** Cookies that are for HTTPS alone are kept of this machine's own addresses too. */
const keepsLogins = (publicUrl: string): boolean =>
  publicUrl.startsWith('https:') || /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:|\/|$)/.test(publicUrl);
