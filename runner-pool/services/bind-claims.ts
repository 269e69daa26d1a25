import type { AdmissionRequest } from '../../contract/admission.ts';
import type { JobClaims } from '../auth/principal.ts';

/** What a job asks for must be what GitHub says of it: a token of one job does not start another's run. Names what differs. */
export function unboundClaims(job: JobClaims, { repository, github }: AdmissionRequest): readonly string[] {
  const pairs: readonly (readonly [name: string, said: unknown, proven: unknown])[] = [
    ['repository.id', repository.id, job.repositoryId],
    ['repository.fullName', repository.fullName.toLowerCase(), job.repository.toLowerCase()],
    ['github.runId', github.runId, job.runId],
    ['github.runAttempt', github.runAttempt, job.runAttempt],
    ['github.event', github.event, job.event],
    ['github.ref', github.ref, job.ref],
    ['github.sha', github.sha, job.sha],
    ['github.actorId', github.actorId, job.actorId],
    ['github.workflowRef', github.workflowRef, job.workflowRef],
  ];
  return pairs.filter(([, said, proven]) => said !== proven).map(([name]) => name);
}
