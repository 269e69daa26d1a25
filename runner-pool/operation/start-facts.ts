import type { Config } from '../config.ts';
import { placeOfUrl } from '../connection-fault.ts';

/** What whoever started it should see at once: where it is, what it stands on, and what is off, with what would turn it on. */
export function startFacts(
  { http, database, redisUrl, blobs, github, dataDir, metricsToken }: Config,
  version: string,
): Readonly<Record<string, string>> {
  return {
    version,
    node: process.versions.node,
    publicUrl: http.publicUrl,
    database: database.url === null ? `its own, in DATA_DIR ${dataDir}` : placeOfUrl(database.url),
    replica: database.replicaUrl === null ? 'none' : placeOfUrl(database.replicaUrl),
    queue: redisUrl === null ? 'PostgreSQL' : `Redis at ${placeOfUrl(redisUrl)}`,
    blobs: blobs.kind === 's3' ? `bucket ${blobs.bucket}` : blobs.kind,
    githubApp: onOr(github.app !== null, 'GITHUB_APP_ID and GITHUB_APP_PRIVATE_KEY'),
    webhooks: onOr(github.webhookSecrets.length > 0, 'GITHUB_WEBHOOK_SECRET'),
    login: onOr(github.login !== null, 'GITHUB_CLIENT_ID and GITHUB_CLIENT_SECRET'),
    metrics: metricsToken === null ? 'open (METRICS_TOKEN closes them)' : 'with METRICS_TOKEN',
  };
}

const onOr = (isOn: boolean, settings: string): string => (isOn ? 'on' : `off: set ${settings}`);
