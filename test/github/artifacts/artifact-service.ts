import { createHash } from 'node:crypto';
import type { RunAttempt, WorkflowRun } from '../actions/workflow-run.ts';
import type { Artifact } from '../records.ts';
import type { Repository } from '../repository.ts';
import type { World } from '../world.ts';
import { blobUrl } from './blob-url.ts';
import { readRuntimeToken } from './runtime-token.ts';

/** A Twirp error: the service's way of refusing. */
export interface TwirpRefusal {
  readonly status: number;
  readonly body: { readonly code: string; readonly msg: string };
}

interface Call {
  readonly world: World;
  readonly repository: Repository;
  readonly run: WorkflowRun;
  readonly attempt: RunAttempt;
  readonly fields: Fields;
}

/** Protobuf's JSON form of a request; 64-bit integers come as text. */
export type Fields = Readonly<Record<string, string | number | undefined>>;

export type TwirpAnswer =
  | { readonly status: 200; readonly body: Readonly<Record<string, unknown>> }
  | TwirpRefusal;

const DAY_MS = 24 * 3600 * 1000;
const LONGEST_RETENTION_DAYS = 90;

const methods: Readonly<Record<string, (call: Call) => TwirpAnswer>> = {
  CreateArtifact: create,
  FinalizeArtifact: finalize,
  ListArtifacts: list,
  GetSignedArtifactURL: signedUrl,
  DeleteArtifact: remove,
};

/** Answers one call of the artifact service v4; the token must belong to the run that the call names. */
export function callArtifactService(
  world: World,
  from: {
    readonly method: string;
    readonly token: string;
    readonly fields: Fields;
  },
): TwirpAnswer {
  const method = methods[from.method];
  if (method === undefined) return refuse(404, 'bad_route', `no handler for ${from.method}`);
  const scope = readRuntimeToken(from.token);
  if (scope === null) return refuse(401, 'unauthenticated', 'invalid token');
  const named = from.fields['workflow_run_backend_id'] === scope.runBackendId;
  if (!named || from.fields['workflow_job_run_backend_id'] !== scope.jobBackendId) {
    return refuse(403, 'permission_denied', 'the token is for another run');
  }
  for (const repository of world.repositories) {
    for (const run of repository.runs) {
      const attempt = run.attempts.find((candidate) => candidate.backendId === scope.runBackendId);
      if (attempt !== undefined) return method({ world, repository, run, attempt, fields: from.fields });
    }
  }
  return refuse(404, 'not_found', 'workflow run not found');
}

function create(call: Call): TwirpAnswer {
  const name = String(call.fields['name'] ?? '');
  if (name === '' || /["<>|*?:\r\n/\\]/.test(name))
    return refuse(400, 'invalid_argument', `invalid artifact name: ${name}`);
  if (call.fields['version'] !== 7 && call.fields['version'] !== 4)
    return refuse(400, 'invalid_argument', 'unsupported version');
  if (ofRun(call).some((artifact) => artifact.name === name)) {
    return refuse(409, 'already_exists', 'an artifact with this name already exists on the workflow run');
  }
  const id = call.world.nextId();
  const latest = Date.now() + LONGEST_RETENTION_DAYS * DAY_MS;
  const wanted = Date.parse(String(call.fields['expires_at'] ?? '')) || latest;
  const artifact: Artifact = {
    id,
    name,
    run: call.run,
    attempt: call.attempt,
    mimeType: String(call.fields['mime_type'] ?? 'application/zip'),
    createdAt: call.world.now(),
    expiresAt: new Date(Math.min(wanted, latest)).toISOString().replace(/\.\d+Z$/, 'Z'),
    blocks: new Map(),
    content: null,
    digest: null,
    finalized: false,
  };
  call.repository.artifactRecords.push(artifact);
  return answer({ ok: true, signed_upload_url: blobUrl(call.world, artifact, 'upload') });
}

function finalize(call: Call): TwirpAnswer {
  const artifact = ofRun(call).find((candidate) => candidate.name === call.fields['name']);
  if (artifact?.content == null)
    return refuse(404, 'not_found', 'artifact not found or nothing was uploaded');
  if (String(call.fields['size']) !== String(artifact.content.length)) {
    return refuse(400, 'invalid_argument', `size mismatch: ${artifact.content.length} bytes were uploaded`);
  }
  const digest = `sha256:${createHash('sha256').update(artifact.content).digest('hex')}`;
  const claimed = call.fields['hash'];
  if (claimed !== undefined && claimed !== digest) return refuse(400, 'invalid_argument', 'hash mismatch');
  artifact.digest = digest;
  artifact.finalized = true;
  return answer({ ok: true, artifact_id: String(artifact.id) });
}

function list(call: Call): TwirpAnswer {
  const { name_filter: name, id_filter: id } = call.fields;
  const artifacts = ofRun(call).filter(
    (artifact) =>
      artifact.finalized &&
      (name === undefined || artifact.name === name) &&
      (id === undefined || String(artifact.id) === String(id)),
  );
  return answer({
    artifacts: artifacts.map((artifact) => ({
      workflow_run_backend_id: artifact.attempt.backendId,
      workflow_job_run_backend_id: artifact.attempt.jobBackendId,
      database_id: String(artifact.id),
      name: artifact.name,
      size: String(artifact.content?.length ?? 0),
      created_at: artifact.createdAt,
      digest: artifact.digest,
    })),
  });
}

function signedUrl(call: Call): TwirpAnswer {
  const artifact = ofRun(call).find(
    (candidate) => candidate.finalized && candidate.name === call.fields['name'],
  );
  if (artifact === undefined) return refuse(404, 'not_found', 'artifact not found');
  return answer({ signed_url: blobUrl(call.world, artifact, 'download') });
}

function remove(call: Call): TwirpAnswer {
  const artifact = ofRun(call).find((candidate) => candidate.name === call.fields['name']);
  if (artifact === undefined) return refuse(404, 'not_found', 'artifact not found');
  call.repository.artifactRecords.splice(call.repository.artifactRecords.indexOf(artifact), 1);
  return answer({ ok: true, artifact_id: String(artifact.id) });
}

/** A re-run starts with none: each attempt may upload under the same names again. */
function ofRun(call: Call): Artifact[] {
  return call.repository.artifactRecords.filter((artifact) => artifact.attempt === call.attempt);
}

function answer(body: Readonly<Record<string, unknown>>): TwirpAnswer {
  return { status: 200, body };
}

function refuse(status: number, code: string, msg: string): TwirpRefusal {
  return { status, body: { code, msg } };
}
