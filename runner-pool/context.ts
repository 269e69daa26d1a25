import { pino } from 'pino';
import { createRedactor, type Redactor } from '../contract/redact/redactor.ts';
import { deriveKeys, type Keys, keptEncryptionKey } from './auth/keys.ts';
import { createRunTokens, type RunTokens } from './auth/run-token.ts';
import type { Config } from './config.ts';
import { type Database, openDatabase } from './database/database.ts';

/** What the coordinator is made of, put together once; functions take the parts that they need. */
export interface Context {
  readonly config: Config;
  readonly database: Database;
  readonly keys: Keys;
  readonly runTokens: RunTokens;
  readonly redact: Redactor;
  readonly log: pino.Logger;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly tasks: Tasks;
}

/** The courier between the outbox and the workers. */
export interface Tasks {
  /** Something was committed to the outbox; without it, it would be seen at the next sweep. */
  readonly nudge: () => void;
}

export async function createContext(config: Config, databaseUrl: string): Promise<Context> {
  const keys = deriveKeys(config.encryptionKey ?? (await keptEncryptionKey(config.dataDir)));
  const clock = Date.now;
  return {
    config,
    database: openDatabase({
      url: databaseUrl,
      replicaUrl: config.database.replicaUrl,
      connections: config.database.connections,
    }),
    keys,
    runTokens: createRunTokens(keys.runTokens, clock),
    redact: createRedactor({ secrets: secretsOf(config), patterns: true }),
    log: pino({ level: config.logLevel }),
    clock,
    tasks: { nudge: () => undefined },
  };
}

function secretsOf({ database, github, redisUrl, metricsToken, encryptionKey }: Config): readonly string[] {
  const passwords = [database.url, database.replicaUrl, redisUrl].map(
    (url) => URL.parse(url ?? '')?.password ?? '',
  );
  return [
    ...passwords.map(decodeURIComponent),
    ...github.webhookSecrets,
    github.app?.privateKey ?? '',
    github.login?.clientSecret ?? '',
    metricsToken ?? '',
    encryptionKey?.toString('hex') ?? '',
  ].filter((secret) => secret !== '');
}
