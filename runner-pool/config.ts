import { readSettings, type Settings } from './settings.ts';

export interface Config {
  readonly http: { readonly port: number; readonly host: string; readonly publicUrl: string };
  readonly dataDir: string;
  readonly database: {
    /** Null: an embedded PostgreSQL in `dataDir`. */
    readonly url: string | null;
    readonly replicaUrl: string | null;
    readonly connections: number;
  };
  /** Null: BullMQ on PostgreSQL. */
  readonly redisUrl: string | null;
  readonly blobs: string;
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

/** The configuration out of the environment, or everything that is wrong with it, never with a secret's value. */
export function readConfig(env: Settings = process.env): Config | { readonly faults: readonly string[] } {
  const faults: string[] = [];
  const read = readSettings(env, faults);
  const port = read.integer('PORT', { fallback: 8787, min: 0, max: 65_535 });
  const host = read.text('HOST', '127.0.0.1');
  const publicUrl = read.url('PUBLIC_URL', ['http:', 'https:']) ?? `http://${host}:${port}`;
  const databaseUrl = read.url('DATABASE_URL', ['postgres:', 'postgresql:']);
  const config: Config = {
    http: { port, host, publicUrl: publicUrl.replace(/\/+$/, '') },
    dataDir: read.text('DATA_DIR', '.orchestrator'),
    database: {
      url: databaseUrl,
      replicaUrl: read.url('DATABASE_REPLICA_URL', ['postgres:', 'postgresql:']),
      connections: read.integer('DATABASE_CONNECTIONS', { fallback: 10, min: 2, max: 200 }),
    },
    redisUrl: read.url('REDIS_URL', ['redis:', 'rediss:']),
    blobs: read.text('BLOB_STORE', 'postgres'),
    github: {
      apiUrl: (read.url('GITHUB_API_URL', ['http:', 'https:']) ?? 'https://api.github.com').replace(
        /\/+$/,
        '',
      ),
      app: read.together('GITHUB_APP_ID', 'GITHUB_APP_PRIVATE_KEY', (id, key) => ({
        id,
        privateKey: key.replaceAll('\\n', '\n'),
      })),
      webhookSecrets: read.list('GITHUB_WEBHOOK_SECRET'),
      login: read.together('GITHUB_CLIENT_ID', 'GITHUB_CLIENT_SECRET', (clientId, clientSecret) => ({
        clientId,
        clientSecret,
      })),
    },
    oidc: {
      issuer: read.url('OIDC_ISSUER', ['http:', 'https:']) ?? 'https://token.actions.githubusercontent.com',
      audience: read.text('OIDC_AUDIENCE', publicUrl.replace(/\/+$/, '')),
    },
    encryptionKey: read.key('ENCRYPTION_KEY'),
    logLevel: read.choice('LOG_LEVEL', ['info', 'fatal', 'error', 'warn', 'debug', 'trace', 'silent']),
    tracesUrl: read.url('OTEL_EXPORTER_OTLP_ENDPOINT', ['http:', 'https:']),
    metricsToken: read.text('METRICS_TOKEN', '') || null,
  };
  if (databaseUrl !== null && config.encryptionKey === null && faults.length === 0)
    faults.push(
      'ENCRYPTION_KEY is not set, and is needed with DATABASE_URL: every instance must have the same. Make one with: openssl rand -hex 32.',
    );
  if (databaseUrl === null && config.database.replicaUrl !== null)
    faults.push('DATABASE_REPLICA_URL is set without DATABASE_URL. Set both, or neither.');
  return faults.length > 0 ? { faults } : config;
}
