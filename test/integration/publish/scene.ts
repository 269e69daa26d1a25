import { setTimeout as sleepFor } from 'node:timers/promises';
import { afterEach } from 'vitest';
import { diffFromApi } from '../../../action/context/api-diff.ts';
import type { ChangedFile } from '../../../action/context/changed-file.ts';
import { connect } from '../../../action/github/client.ts';
import type { RunFacts } from '../../../action/publish/facts.ts';
import {
  createPublisher,
  type PublishedReview,
  type Publisher,
  type PublisherOptions,
} from '../../../action/publish/publisher.ts';
import type { Finding, Review } from '../../../contract/review.ts';
import type { PullRequest } from '../../github/pull-request.ts';
import type { Repository } from '../../github/repository.ts';
import { type GitHub, startGitHub } from '../../github/server.ts';

export interface Scene {
  readonly github: GitHub;
  readonly repository: Repository;
  readonly pull: PullRequest;
  /** The time that all waiting took together; nothing waits for real. */
  readonly waitedMs: () => number;
  readonly lines: string[];
  /** A run of the job with its own publisher, as a new process would have. */
  run(options?: RunOptions): Run;
}

export interface RunOptions
  extends Partial<Pick<PublisherOptions, 'key' | 'label' | 'runId' | 'commentCounts'>> {
  readonly token?: string;
  /** Abandons the run: waiting is real then, and ends with it. */
  readonly patience?: AbortController;
}

export interface Run {
  readonly publisher: Publisher;
  publish(review: Partial<Review>, options?: PublishOptions): Promise<PublishedReview>;
}

export interface PublishOptions {
  readonly headSha?: string;
  readonly files?: readonly ChangedFile[];
  readonly reviewedPaths?: readonly string[];
  readonly facts?: Partial<RunFacts>;
  readonly readLine?: (path: string, line: number) => string | null;
}

const running: GitHub[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map(async (github) => github.close()));
});

export function numbered(count: number, changed: Readonly<Record<number, string>> = {}): string {
  return Array.from({ length: count }, (_, index) => `${changed[index + 1] ?? `line ${index + 1}`}\n`).join(
    '',
  );
}

/** A pull request that changes line 50 of `src/list.ts` (hunk: 47 to 53) and adds the 200 lines of `src/new.ts`. */
export async function startScene(
  options: { readonly latencyMs?: number; readonly waitsForReal?: boolean } = {},
): Promise<Scene> {
  const github = await startGitHub({ latencyMs: options.latencyMs ?? 0 });
  running.push(github);
  const repository = await github.createRepository({ owner: 'acme', name: 'widgets' });
  await repository.commit({ branch: 'main', files: { 'src/list.ts': numbered(100) } });
  await repository.commit({
    branch: 'change',
    files: { 'src/list.ts': numbered(100, { 50: 'line fifty' }), 'src/new.ts': numbered(200) },
  });
  const pull = await repository.openPullRequest({ title: 'Change a line', head: 'change', author: 'dev' });
  const token = repository.issueToken();
  let waitedMs = 0;
  const lines: string[] = [];
  let runs = 0;
  const longestMs = options.waitsForReal === true ? Number.POSITIVE_INFINITY : 30;
  const run = (options: RunOptions = {}): Run => {
    runs += 1;
    const runId = options.runId ?? `1000${runs}-1`;
    const { patience } = options;
    const sleep = async (ms: number, signal?: AbortSignal): Promise<void> => {
      waitedMs += ms;
      if (patience !== undefined) return sleepFor(ms, undefined, signal === undefined ? {} : { signal });
      // Other jobs get their turn, as they would in the time that is not spent here.
      await new Promise((resolve) => setTimeout(resolve, Math.min(ms, longestMs)));
    };
    const log = (line: string): void => void lines.push(line);
    const wire = { token: options.token ?? token, apiUrl: github.apiUrl, log, sleep, random: () => 0.5 };
    const client = connect(
      patience === undefined
        ? wire
        : { ...wire, sleep: async (ms) => sleep(ms, patience.signal), signal: patience.signal },
    );
    const runUrl = `https://github.com/acme/widgets/actions/runs/${runId}`;
    const publisher = createPublisher({
      client,
      hurryClient: connect({ ...wire, hurry: true }),
      owner: 'acme',
      repo: 'widgets',
      serverUrl: 'https://github.com',
      pullRequest: pull.number,
      subject: `pr-${pull.number}`,
      task: 'review',
      key: options.key ?? '0a1b2c3d',
      label: options.label ?? 'Review / claude',
      runId,
      runUrl,
      ...(options.commentCounts === undefined ? {} : { commentCounts: options.commentCounts }),
      log,
      warn: log,
      ...(patience === undefined ? {} : { abandoned: patience.signal, abandon: () => patience.abort() }),
      clock: Date.now,
      random: Math.random,
      sleep,
    });
    return {
      publisher,
      publish: async (review, given = {}) => {
        const at = { client, owner: 'acme', repo: 'widgets', number: pull.number, changedFiles: null };
        const files = given.files ?? (await diffFromApi(at));
        return publisher.publishReview({
          review: { summary: 'It changes a line.', checked: ['The changed line'], findings: [], ...review },
          files,
          reviewedPaths: new Set(given.reviewedPaths ?? files.map(({ path }) => path)),
          readLine: given.readLine ?? (() => null),
          facts: { ...facts(runId, runUrl, given.headSha ?? pull.headSha), ...given.facts },
        });
      },
    };
  };
  return { github, repository, pull, waitedMs: () => waitedMs, lines, run };
}

export function finding(over: Partial<Finding> = {}): Finding {
  return {
    path: 'src/list.ts',
    line: 50,
    side: 'RIGHT',
    severity: 'high',
    category: 'correctness',
    title: 'The line is spelled out',
    explanation: 'The parser expects a number here.',
    confidence: 0.9,
    ...over,
  };
}

export function facts(runId: string, runUrl: string, headSha: string): RunFacts {
  return {
    runId,
    runUrl,
    headSha,
    model: 'claude-sonnet-5',
    durationMs: 61_000,
    usage: {
      costMicroUsd: 123_400,
      source: 'cli',
      tokens: { input: 1200, output: 800, cacheRead: 30_000, cacheWrite: 4000 },
      models: [],
      turns: 7,
    },
    claudeVersion: '2.1.329',
    notReviewed: [],
    warnings: [],
  };
}

/** The sticky comments that our token wrote. */
export function stickies(scene: Scene): readonly string[] {
  return scene.pull
    .comments()
    .filter(
      ({ author, body }) => author === 'github-actions[bot]' && body.includes('claude-orchestrator:sticky'),
    )
    .map(({ body }) => body);
}

/** What a job that is called off still publishes. */
export async function cancelNow(scene: Scene, run: ReturnType<Scene['run']>): Promise<void> {
  await run.publisher.publishEnding({
    conclusion: 'cancelled',
    failureClass: 'cancelled',
    message: 'The job was cancelled.',
    remedy: '',
    lastText: '',
    facts: facts('7-1', 'https://github.com/acme/widgets/actions/runs/7', scene.pull.headSha),
    hurry: true,
  });
}
