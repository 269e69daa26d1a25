import type { Octokit } from '@octokit/rest';
import { shardRuns } from '../../contract/history.ts';
import { createRedactor } from '../../contract/redact/redactor.ts';
import { type ExportConfig, readExportConfig } from '../config.ts';
import { coordinatorClient } from '../export/coordinator/coordinator-client.ts';
import { coordinatorSource } from '../export/coordinator/coordinator-source.ts';
import { copyDashboard } from '../export/copy-dashboard.ts';
import { exportRuns } from '../export/export-runs.ts';
import { findRepositories } from '../export/github/find-repositories.ts';
import { githubSource } from '../export/github/github-source.ts';
import { lockFolder } from '../export/lock-folder.ts';
import { openHistory } from '../export/open-history.ts';
import type { RunSource } from '../export/source.ts';
import { openOctokit } from '../github/open-octokit.ts';
import { builtDashboard } from '../http/dashboard-page.ts';
import { makeOwnFolder } from '../own-folder.ts';
import type { Settings } from '../settings.ts';
import { failureOf } from '../task-failure.ts';
import { type ExportAsked, readExportArguments } from './export-arguments.ts';
import { exportHelp } from './help.ts';
import { lines, tellExport } from './tell-export.ts';
import type { Told } from './told.ts';

export interface ExportSurroundings {
  readonly env?: Settings | undefined;
  /** Where the dashboard is built to. */
  readonly dashboard?: string;
  /** Of a full shard. */
  readonly shardRuns?: number;
}

/** Writes the history of runs as files that any web server can give out (contract/history.ts). */
export async function exportCommand(
  args: readonly string[],
  { env, dashboard = builtDashboard, shardRuns: full = shardRuns }: ExportSurroundings = {},
): Promise<Told> {
  const { asked, faults } = readExportArguments(args);
  const config = readExportConfig({ env, fromCoordinator: asked.coordinatorUrl !== null });
  const all = [...faults, ...('faults' in config ? config.faults : [])];
  if ('faults' in config || all.length > 0) return wrong(all);
  const { github, coordinatorToken } = config;
  const secrets = [github.token, coordinatorToken].filter((secret) => secret !== null);
  const redact = createRedactor({ secrets, patterns: true });
  const from = await sourcesOf(asked, config).catch(laterOn);
  if ('refused' in from) return { stderr: lines(from.refused), exitCode: 2 };
  await makeOwnFolder('--out', asked.out, 0o755);
  const lock = await lockFolder(asked.out);
  try {
    const { sources, names: repositories } = from;
    const history = await openHistory({ dir: asked.out, repositories, redact, shardRuns: full });
    const files = await copyDashboard(dashboard, asked.out);
    return tellExport(await exportRuns(history, sources), { redact, hasDashboard: files > 0 });
  } finally {
    await lock.release();
  }
}

function wrong(faults: readonly string[]): Told {
  const stderr = `The export cannot begin:\n${lines(faults.map((fault) => `  ${fault}`))}`;
  return { stderr: `${stderr}\nclaude-orchestrator\n${exportHelp}`, exitCode: 2 };
}

type Sources =
  | { readonly sources: readonly RunSource[]; readonly names: readonly string[] }
  | { readonly refused: readonly string[] };

async function sourcesOf(asked: ExportAsked, config: ExportConfig): Promise<Sources> {
  const { coordinatorUrl: url, allowPrivate } = asked;
  const octokit = octokitOf(config);
  // Whoever allows all of it need not have GitHub say what is private.
  if (url !== null && allowPrivate)
    return ofCoordinator(
      url,
      config,
      asked.repositories.map((fullName) => ({ fullName, id: null })),
    );
  const found = await findRepositories(octokit, { names: asked.repositories, allowPrivate });
  if (found.kind === 'refused') return { refused: found.why };
  const names = found.repositories.map(({ fullName }) => fullName);
  if (url !== null) return ofCoordinator(url, config, found.repositories);
  return { sources: found.repositories.map((repository) => githubSource(octokit, repository)), names };
}

/** GitHub's limit was reached before anything was known of the repositories: the history stays as it is, and whoever publishes it goes on. */
function laterOn(error: unknown): Sources {
  if (failureOf(error).means !== 'later') throw error;
  const limited: RunSource = async () => {
    throw error;
  };
  return { sources: [limited], names: [] };
}

function octokitOf({ github: { apiUrl, token } }: ExportConfig): Octokit {
  return openOctokit({ apiUrl, as: token === null ? {} : { auth: token }, clock: Date.now });
}

function ofCoordinator(
  url: string,
  { coordinatorToken }: ExportConfig,
  repositories: readonly { readonly fullName: string; readonly id: number | null }[],
): { readonly sources: readonly RunSource[]; readonly names: readonly string[] } {
  const client = coordinatorClient({ url, token: coordinatorToken ?? '' });
  const ids = new Map(repositories.map(({ fullName, id }) => [fullName.toLowerCase(), id]));
  return {
    sources: [coordinatorSource(client, ids)],
    names: repositories.map(({ fullName }) => fullName),
  };
}
