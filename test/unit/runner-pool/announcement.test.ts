import { expect, it } from 'vitest';
import { announcement, markerOf } from '../../../runner-pool/services/announcement.ts';
import type { RunOfGitHub } from '../../../runner-pool/store/run-retries.ts';

const run: RunOfGitHub = {
  id: '7-1-00000000',
  state: 'lost',
  subject: 'pr-12',
  task: 'review',
  repositoryId: 1,
  repository: 'acme/widgets',
  githubRunId: 7,
  admittedAs: 'oidc:1:1:1',
  retryAskedAt: null,
  githubRunAttempt: 2,
  github: { event: 'pull_request', ref: 'refs/pull/12/merge', pullRequest: 12 },
  message: '',
  heartbeatAt: '2026-11-21T10:00:05.123Z',
  retryMeans: null,
  retryBeganAt: null,
  retryDoneAt: null,
  retriedAsRunId: null,
  retriedAsAttempt: null,
};
const apiUrl = 'https://api.github.com';

it('says since when nothing was heard, where, and what comes next', () => {
  expect(announcement({ run, next: { kind: 'due', at: '2026-11-21T10:07:00.000Z' }, apiUrl })).toBe(
    [
      '<!-- claude-orchestrator:lost pr-12 review -->',
      '**The review was lost.** Nothing was heard of it since 2026-11-21 10:00 UTC ([workflow run 7](https://github.com/acme/widgets/actions/runs/7/attempts/2)); its runner most likely ended without a word.',
      'It will be run again by itself, about 2026-11-21 10:07 UTC.',
    ].join('\n\n'),
  );
});

it.each([
  ['retried', 'It is being run again.'],
  ['given up', 'the list of dead letters in the coordinator says why'],
  ['nothing', 'It is not run again by itself.'],
] as const)('says what comes next: %s', (kind, text) => {
  expect(announcement({ run, next: { kind }, apiUrl })).toContain(text);
});

it('says so when the run came back', () => {
  const back = announcement({ run: { ...run, state: 'timed_out' }, next: { kind: 'nothing' }, apiUrl });
  expect(back).toContain('was heard of again: timed out');
  expect(back).not.toContain('Re-run');
});

it('links to a server of one’s own', () => {
  const text = announcement({ run, next: { kind: 'nothing' }, apiUrl: 'https://git.acme.example/api/v3' });
  expect(text).toContain('](https://git.acme.example/acme/widgets/actions/runs/7/attempts/2)');
});

it('keeps its marker in one piece, whatever the subject is called', () => {
  expect(markerOf({ subject: 'x-->y', task: 'fix' })).toBe('<!-- claude-orchestrator:lost x--%3Ey fix -->');
});
