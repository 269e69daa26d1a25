import type { AdmissionRequest } from '../../../../contract/admission.ts';
import type { WorkflowRun } from '../../../github/actions/workflow-run.ts';
import type { Repository } from '../../../github/repository.ts';
import { type GitHub, startGitHub } from '../../../github/server.ts';
import { startCoordinator, type TestCoordinator } from '../../../helpers/coordinator/coordinator.ts';
import { type Answered, admissionRequest, ask } from '../../../helpers/coordinator/runs.ts';

const audience = 'https://coordinator.example';

export interface OidcScene {
  readonly github: GitHub;
  readonly coordinator: TestCoordinator;
  readonly repository: Repository;
  readonly startRun: () => Promise<WorkflowRun>;
  /** True claims of the run, for the coordinator. */
  readonly claims: (run: WorkflowRun) => Record<string, unknown>;
  /** What the run's job asks for. */
  readonly request: (run: WorkflowRun) => AdmissionRequest;
  readonly ask: (run: WorkflowRun, token: string) => Promise<Answered<Readonly<Record<string, unknown>>>>;
  readonly close: () => Promise<void>;
}

/** A coordinator whose organization stands for the owner of a repository on GitHub that is enrolled. */
export async function startOidcScene(): Promise<OidcScene> {
  const github = await startGitHub();
  const repository = await github.createRepository({ owner: 'acme', name: 'widgets' });
  await repository.commit({ branch: 'main', files: { 'a.txt': 'a\n' } });
  const coordinator = await startCoordinator({ OIDC_ISSUER: github.oidc.issuer, OIDC_AUDIENCE: audience });
  const json = (body: object) => ({ body: JSON.stringify(body) });
  await coordinator.fetch('/v1/organization', {
    method: 'PATCH',
    ...json({ githubOwnerId: repository.owner.id }),
  });
  await coordinator.fetch('/v1/repositories', {
    method: 'POST',
    ...json({ id: repository.id, fullName: repository.fullName }),
  });
  const claims = (run: WorkflowRun) => github.oidc.claims(run, { audience });
  const request = (run: WorkflowRun) => requestOf(run, claims(run));
  return {
    github,
    coordinator,
    repository,
    startRun: async () => repository.startRun({ event: 'push' }),
    claims,
    request,
    ask: async (run, token) => ask(coordinator, request(run), { token }),
    close: async () => {
      await coordinator.close();
      await github.close();
    },
  };
}

function requestOf(run: WorkflowRun, claims: Record<string, unknown>): AdmissionRequest {
  return admissionRequest({
    runId: `${run.id}-${run.attempt}-0000abcd`,
    subject: `push-${run.id}`,
    repository: { id: run.repository.id, fullName: run.repository.fullName },
    github: {
      runId: run.id,
      runAttempt: run.attempt,
      event: String(claims['event_name']),
      eventAction: '',
      ref: String(claims['ref']),
      sha: String(claims['sha']),
      headSha: String(claims['sha']),
      actorId: Number(claims['actor_id']),
      workflowRef: String(claims['workflow_ref']),
    },
  });
}
