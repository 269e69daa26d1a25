import type { Octokit } from '@octokit/rest';
import type { Redactor } from '../../contract/redact/redactor.ts';
import type { Database } from '../database/database.ts';
import type { GitHubAccess } from '../github/access.ts';
import { deadLetterOf } from '../store/dead-letters.ts';
import { dueAt } from '../store/outbox.ts';
import { findRunOfGitHub, type RunOfGitHub } from '../store/run-retries.ts';
import { announcement, markerOf, type WhatNext } from './announcement.ts';
import { statusOf } from './github-refusal.ts';

export interface AnnounceDeps {
  readonly database: Pick<Database, 'inOrganization'>;
  readonly github: GitHubAccess;
  readonly redact: Redactor;
  readonly config: { readonly github: { readonly apiUrl: string } };
}

/**
 * A run that was lost cannot tell its pull request: this does, in one comment for each subject and task, which later says so too
 * when the run came back. Without an App nobody is told here.
 */
export async function announceRun(
  deps: AnnounceDeps,
  { orgId, ref }: { readonly orgId: number; readonly ref: string },
  signal: AbortSignal,
): Promise<void> {
  const found = await deps.database.inOrganization(orgId, async (tx) => {
    const run = await findRunOfGitHub(tx, orgId, ref);
    return run === null ? null : { run, next: await whatNext(tx, orgId, run) };
  });
  const number = found === null ? null : discussionOf(found.run);
  if (found === null || number === null) return;
  const { run, next } = found;
  const octokit = await deps.github.forRepository({ orgId, repositoryId: run.repositoryId });
  const self = await deps.github.asApp()?.rest.apps.getAuthenticated({ request: { signal } });
  if (octokit === null || self?.data == null) return;
  const body = deps.redact(announcement({ run, next, apiUrl: deps.config.github.apiUrl }));
  try {
    await tell(octokit, { run, number, body, author: `${self.data.slug}[bot]` }, signal);
  } catch (error) {
    // The discussion is gone, locked or closed to comments: there is nobody to tell.
    if (![403, 404, 410].includes(statusOf(error)) || 'retryAfterMs' in (error as object)) throw error;
  }
}

async function whatNext(tx: Parameters<typeof dueAt>[0], orgId: number, run: RunOfGitHub): Promise<WhatNext> {
  const task = { orgId, kind: 'retry-run', ref: run.id } as const;
  if (run.retryDoneAt !== null) return { kind: 'retried' };
  const at = await dueAt(tx, task);
  if (at !== null) return { kind: 'due', at };
  return (await deadLetterOf(tx, task)) === null ? { kind: 'nothing' } : { kind: 'given up' };
}

/** The number of the pull request or issue that the run was about. */
function discussionOf({ github, subject }: RunOfGitHub): number | null {
  if (github.pullRequest !== null) return github.pullRequest;
  const number = /^(?:pr|issue)-(\d{1,10})$/.exec(subject)?.[1];
  return number === undefined ? null : Number(number);
}

interface Told {
  readonly run: RunOfGitHub;
  readonly number: number;
  readonly body: string;
  readonly author: string;
}

/** Looked for before it is made, so that none is made twice; no run that was not announced is announced for having come back. */
async function tell(
  octokit: Octokit,
  { run, number, body, author }: Told,
  signal: AbortSignal,
): Promise<void> {
  const [owner = '', repo = ''] = run.repository.split('/');
  const at = { owner, repo, request: { signal } };
  const marker = markerOf(run);
  const comments = await octokit.paginate(octokit.rest.issues.listComments, {
    ...at,
    issue_number: number,
    per_page: 100,
  });
  const ours = comments.find((comment) => comment.user?.login === author && comment.body?.startsWith(marker));
  if (ours === undefined) {
    if (run.state === 'lost') await octokit.rest.issues.createComment({ ...at, issue_number: number, body });
  } else if (ours.body !== body)
    await octokit.rest.issues.updateComment({ ...at, comment_id: ours.id, body });
}
