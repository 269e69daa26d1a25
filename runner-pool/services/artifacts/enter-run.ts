import { randomUUID } from 'node:crypto';
import type { AdmissionRequest } from '../../../contract/admission.ts';
import type { Database } from '../../database/database.ts';
import { insertRun, runOfKey } from '../../store/runs.ts';
import { lockCurrentSession } from '../../store/sessions.ts';
import { hashOfJson } from '../canonical-json.ts';

/**
 * Enters a run that was over before anything was heard of it: it holds no lease and no grant. Its caller finishes it at once. The
 * same run may be entered again, and stays as it is.
 */
export async function enterRun(
  { database }: { readonly database: Pick<Database, 'inOrganization'> },
  orgId: number,
  request: AdmissionRequest,
): Promise<void> {
  const { runId, repository, subject, grant } = request;
  await database.inOrganization(orgId, async (tx) => {
    const key = runId;
    if ((await runOfKey(tx, { orgId, runId, key })) !== null) return;
    const session = await lockCurrentSession(
      tx,
      { orgId, repositoryId: repository.id, subject },
      randomUUID(),
    );
    await insertRun(tx, {
      orgId,
      sessionId: session.id,
      request,
      idempotencyKey: key,
      requestHash: hashOfJson(request),
      admittedAs: `artifact:${repository.id}:${request.github.runId}:${request.github.runAttempt}`,
      priority: 0,
      grant: { ...grant, microUsd: 0 },
    });
  });
}
