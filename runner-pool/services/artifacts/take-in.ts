import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Octokit } from '@octokit/rest';
import type { Logger } from 'pino';
import type { Redactor } from '../../../contract/redact/redactor.ts';
import type { Database } from '../../database/database.ts';
import { findRun } from '../../store/runs.ts';
import { finishRun } from '../finish-run.ts';
import type { StoreEventsDeps } from '../store-events.ts';
import { enterRun } from './enter-run.ts';
import { fetchArtifact } from './fetch-artifact.ts';
import type { ArtifactPlace, FoundArtifact } from './find-artifact.ts';
import { ingestJournal } from './ingest-journal.ts';
import { openZip, type RunArchive } from './open-zip.ts';
import { reportOf, requestOf } from './run-documents.ts';

export interface TakeInDeps extends StoreEventsDeps {
  readonly database: Pick<Database, 'call' | 'inOrganization'>;
  readonly redact: Redactor;
  readonly clock: () => number;
  readonly tasks: { readonly nudge: () => void };
  readonly log: Pick<Logger, 'info' | 'warn'>;
}

export interface TrustedArtifact extends ArtifactPlace {
  readonly orgId: number;
  readonly octokit: Octokit;
  readonly runId: string;
  readonly githubRunAttempt: number;
  readonly artifact: FoundArtifact;
}

/** `no report`: its journal, if any, is stored all the same. */
export type TakenIn = { readonly kind: 'taken in' } | { readonly kind: 'no report' | 'unknown run' };

/** The policy limits what is stored of a journal; this only what is looked at. */
const mostJournalBytes = 1024 * 1024 * 1024;

/** Completes a run from its artifact: its end, then the lines of its journal that are missing. A run that nobody heard of is entered. */
export async function takeIn(deps: TakeInDeps, from: TrustedArtifact, signal: AbortSignal): Promise<TakenIn> {
  const dir = await mkdtemp(join(tmpdir(), 'claude-orchestrator-artifact-'));
  try {
    const path = join(dir, 'artifact.zip');
    const { owner, repo, artifact } = from;
    await fetchArtifact(from.octokit, { owner, repo, ...artifact }, { path, signal });
    const archive = await openZip(path);
    try {
      return await takeInArchive(deps, { ...from, archive }, signal);
    } finally {
      archive.close();
    }
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

async function takeInArchive(
  deps: TakeInDeps,
  from: TrustedArtifact & { readonly archive: RunArchive },
  signal: AbortSignal,
): Promise<TakenIn> {
  const { orgId, runId, archive } = from;
  const find = async () => deps.database.inOrganization(orgId, async (tx) => findRun(tx, orgId, runId));
  const report = await reportOf(archive, runId);
  if ((await find()) === null) {
    const place = { ...from, fullName: `${from.owner}/${from.repo}`, githubRunId: from.artifact.githubRunId };
    const request = report === null ? null : await requestOf(archive, report, place);
    if (request === null) return { kind: 'unknown run' };
    await enterRun(deps, { orgId, octokit: from.octokit, request }, signal);
  }
  // First: an open run may be ended otherwise by a sweep meanwhile.
  if (report !== null) await finishRun(deps, { orgId, runId, report });
  const chunks = await archive.open('journal.ndjson', mostJournalBytes);
  const afterSeq = (await find())?.acknowledgedSeq ?? 0;
  if (chunks !== null) await ingestJournal(deps, { orgId, runId, afterSeq, chunks }, signal);
  return { kind: report === null ? 'no report' : 'taken in' };
}
