import type { AdmissionRequest } from '../../contract/admission.ts';
import type { Principal } from '../auth/principal.ts';
import { ProblemError } from '../problem.ts';
import { unboundClaims } from '../services/bind-claims.ts';
import type { Admitter } from '../services/welcome.ts';

/** Who asks for the run; a job only for its own. */
export function admitterOf(principal: Principal, request: AdmissionRequest): Admitter {
  const { kind, orgId } = principal;
  switch (kind) {
    case 'token':
      return { orgId, name: `token:${principal.tokenId}`, job: null };
    case 'person':
      return { orgId, name: `person:${principal.userId}`, job: null };
    case 'job': {
      const { job } = principal;
      const unbound = unboundClaims(job, request);
      if (unbound.length > 0) throw notTheJobs(unbound);
      return { orgId, name: `oidc:${job.repositoryId}:${job.runId}:${job.runAttempt}`, job };
    }
    case 'run':
      throw new Error('A run got through to admission');
    default:
      return kind satisfies never;
  }
}

function notTheJobs(names: readonly string[]): ProblemError {
  return new ProblemError({
    status: 403,
    code: 'claims_mismatch',
    detail: `The job's OIDC token says otherwise than the request about ${names.join(', ')}. A job can ask for its own run alone.`,
    more: { differs: names },
  });
}
