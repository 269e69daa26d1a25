import { ProblemError } from '../problem.ts';

export function journalRemoved(): ProblemError {
  return new ProblemError({
    status: 410,
    code: 'journal_removed',
    detail: 'The run’s journal is older than the policy’s archiveDays, and was removed.',
  });
}
