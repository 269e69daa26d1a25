import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportCommand } from '../../../runner-pool/commands/export.ts';
import type { Told } from '../../../runner-pool/commands/told.ts';
import type { WorkflowRun } from '../../github/actions/workflow-run.ts';
import type { NewArtifact } from '../../github/artifacts/add-artifact.ts';
import type { ArtifactView } from '../../github/artifacts/artifact-view.ts';
import type { Repository } from '../../github/repository.ts';
import { type GitHub, startGitHub } from '../../github/server.ts';
import { reportOf } from '../../helpers/coordinator/runs.ts';
import { filesBelow, type ReadHistory, readHistory, runFiles } from '../../helpers/history.ts';

/** A repository on GitHub, whose runs are exported into a folder. */
export interface Scene {
  readonly github: GitHub;
  readonly repository: Repository;
  readonly token: string;
  readonly out: string;
  /** A run, over, with its artifact. */
  readonly leave: (made?: Made) => Promise<Left>;
  /** So many runs of one workflow run, oldest first. */
  readonly leaveMany: (count: number) => Promise<readonly string[]>;
  /** `claude-orchestrator export` into the folder; without the dashboard unless one is named. */
  readonly run: (asked?: Asked) => Promise<Told>;
  readonly history: (dir?: string) => Promise<ReadHistory>;
  readonly files: (dir?: string) => Promise<Readonly<Record<string, string>>>;
  /** How often GitHub was asked for this, by its operation; forgets it. */
  readonly requests: (operation: string) => number;
  /** Throws what GitHub's own description does not know of what it was asked. */
  readonly close: () => Promise<void>;
}

export interface Left {
  readonly runId: string;
  readonly artifact: ArtifactView;
  readonly workflowRun: WorkflowRun;
}

type Made = Parameters<typeof runFiles>[1] & {
  readonly headRepository?: Repository;
  /** Another one's; a new one, unless it is given. */
  readonly workflowRun?: WorkflowRun;
  readonly artifact?: Partial<NewArtifact>;
};

interface Asked {
  readonly out?: string;
  readonly args?: readonly string[];
  readonly dashboard?: string;
  readonly shardRuns?: number;
}

/** One for all tests of a file, or one for each. Close it. */
export async function setExporting({ isPrivate = false } = {}): Promise<Scene> {
  const github = await startGitHub();
  const repository = await github.createRepository({ owner: 'acme', name: 'widgets', private: isPrivate });
  await repository.commit({ branch: 'main', files: { 'a.txt': 'a\n' } });
  const token = repository.issueToken({ permissions: { actions: 'read' } });
  const folder = await mkdtemp(join(tmpdir(), 'history-'));
  const out = join(folder, 'site');
  let runs = 0;
  return {
    github,
    repository,
    token,
    out,
    leave: async ({ headRepository, workflowRun: given, artifact: change = {}, ...made } = {}) => {
      const from = headRepository && { headRepository };
      const workflowRun = given ?? (await repository.startRun({ status: 'completed', ...from }));
      runs += 1;
      const runId = `${workflowRun.id}-1-${runs.toString(16).padStart(8, '0')}`;
      const name = `claude-orchestrator-run-pr-12-${runId}-1`;
      const files = runFiles(runId, made);
      const createdAt = '2026-11-03T00:00:00Z';
      const artifact = repository.addArtifact(workflowRun, { name, files, createdAt, ...change });
      return { runId, artifact, workflowRun };
    },
    leaveMany: async (count) => {
      const workflowRun = await repository.startRun({ status: 'completed' });
      return Array.from({ length: count }, (_, index) => {
        const runId = `${workflowRun.id}-1-${index.toString(16).padStart(8, '0')}`;
        const files = { 'report.json': JSON.stringify(reportOf(runId)) };
        const name = `claude-orchestrator-run-pr-1-${runId}-1`;
        repository.addArtifact(workflowRun, { name, files, createdAt: '2026-11-03T00:00:00Z' });
        return runId;
      });
    },
    run: async ({ out: dir = out, args = [], dashboard = join(folder, 'no dashboard'), ...more } = {}) =>
      exportCommand(['--repository', 'acme/widgets', '--out', dir, ...args], {
        env: { GITHUB_TOKEN: token, GITHUB_API_URL: github.apiUrl },
        dashboard,
        ...more,
      }),
    history: async (dir = out) => readHistory(dir),
    files: async (dir = out) => filesBelow(dir),
    requests: (operation) => {
      const count = github.requests.filter(({ route }) => route === operation).length;
      github.requests.splice(0);
      return count;
    },
    close: async () => {
      const { violations } = github;
      await github.close();
      await rm(folder, { recursive: true });
      if (violations.length > 0) throw new Error(`GitHub would not have taken: ${violations.join('; ')}`);
    },
  };
}

/** Minutes after a day's beginning, as a report says when its run started. */
export const startedAt = (minute: number): { readonly startedAt: string } => ({
  startedAt: new Date(Date.UTC(2026, 10, 2) + minute * 60_000).toISOString(),
});
