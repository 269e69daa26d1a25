export interface ArtifactRef {
  readonly repositoryId: number;
  readonly artifactId: number;
}

/** Names an artifact whose run is not known yet, where else a run's id stands; no run's id has a colon. */
export const artifactRef = ({ repositoryId, artifactId }: ArtifactRef): string =>
  `artifact:${repositoryId}:${artifactId}`;

export function readArtifactRef(ref: string): ArtifactRef | null {
  const [, repositoryId, artifactId] = /^artifact:(\d{1,15}):(\d{1,15})$/.exec(ref) ?? [];
  if (repositoryId === undefined || artifactId === undefined) return null;
  return { repositoryId: Number(repositoryId), artifactId: Number(artifactId) };
}
