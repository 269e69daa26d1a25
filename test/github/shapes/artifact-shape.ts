import type { Artifact } from '../records.ts';
import type { Repository } from '../repository.ts';
import { nodeId } from '../user.ts';
import type { Shape } from './user-shape.ts';

export function artifactShape(repository: Repository, artifact: Artifact): Shape {
  const url = `${repository.world.urls.api}/repos/${repository.fullName}/actions/artifacts/${artifact.id}`;
  return {
    id: artifact.id,
    node_id: nodeId('MDg6QXJ0aWZhY3Q', artifact.id),
    name: artifact.name,
    size_in_bytes: artifact.content?.length ?? 0,
    url,
    archive_download_url: `${url}/zip`,
    expired: Date.parse(artifact.expiresAt) < Date.now(),
    digest: artifact.digest,
    created_at: artifact.createdAt,
    updated_at: artifact.createdAt,
    expires_at: artifact.expiresAt,
    workflow_run: {
      id: artifact.run.id,
      repository_id: repository.id,
      head_repository_id: artifact.run.facts.headRepositoryId,
      head_branch: artifact.run.facts.headBranch,
      head_sha: artifact.run.facts.headSha,
    },
  };
}
