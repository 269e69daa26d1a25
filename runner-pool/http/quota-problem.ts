import { ProblemError } from '../problem.ts';
import type { QuotaExceeded } from '../services/quotas.ts';

export function quotaProblem({ name, limit, used }: QuotaExceeded): ProblemError {
  return new ProblemError({
    status: 403,
    code: 'quota',
    detail: `The organization's quota for ${name} is ${limit}, and ${used} are used. Remove what is not needed, or have the quota raised.`,
    more: { quota: name, limit, used },
  });
}
