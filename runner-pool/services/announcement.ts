import type { RunOfGitHub } from '../store/run-retries.ts';

export type WhatNext =
  | { readonly kind: 'due'; readonly at: string }
  | { readonly kind: 'retried' }
  | { readonly kind: 'given up' }
  | { readonly kind: 'nothing' };

/** Hidden at the start of the one comment of this subject and task. */
export function markerOf({ subject, task }: Pick<RunOfGitHub, 'subject' | 'task'>): string {
  return `<!-- claude-orchestrator:lost ${encodeURIComponent(subject)} ${encodeURIComponent(task)} -->`;
}

export interface Announced {
  readonly run: RunOfGitHub;
  readonly next: WhatNext;
  readonly apiUrl: string;
}

/** What the comment says: only what we know ourselves, nothing that the run or the model wrote. */
export function announcement({ run, next, apiUrl }: Announced): string {
  const link = `[workflow run ${run.githubRunId}](${pageOf(run, apiUrl)})`;
  const text =
    run.state === 'lost'
      ? [
          `**The ${run.task} was lost.** Nothing was heard of it since ${sayTime(run.heartbeatAt)} (${link}); its runner most likely ended without a word.`,
          nextSentence(next),
        ]
      : [`The ${run.task} that was lost here was heard of again: ${sayState(run.state)} (${link}).`];
  return [markerOf(run), ...text].join('\n\n');
}

function nextSentence(next: WhatNext): string {
  switch (next.kind) {
    case 'due':
      return `It will be run again by itself, about ${sayTime(next.at)}.`;
    case 'retried':
      return 'It is being run again.';
    case 'given up':
      return 'It could not be run again by itself; the list of dead letters in the coordinator says why. Re-run the workflow by hand.';
    case 'nothing':
      return 'It is not run again by itself. Re-run the workflow by hand.';
    default:
      return next satisfies never;
  }
}

const sayTime = (at: string): string => `${at.slice(0, 16).replace('T', ' ')} UTC`;
const sayState = (state: RunOfGitHub['state']): string => state.replaceAll('_', ' ');

function pageOf({ repository, githubRunId, githubRunAttempt }: RunOfGitHub, apiUrl: string): string {
  const server = apiUrl.replace('://api.github.com', '://github.com').replace(/\/api\/v3$/, '');
  return `${server}/${repository}/actions/runs/${githubRunId}/attempts/${githubRunAttempt}`;
}
