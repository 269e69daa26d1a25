export interface ArtifactOptions {
  readonly name: string;
  readonly files: readonly string[];
  readonly rootDir: string;
  readonly retentionDays: number | null;
}

/** Uploads a run's files as a workflow artifact and gives its id. The client is a chunk of its own, loaded only here. */
export async function uploadArtifact({
  name,
  files,
  rootDir,
  retentionDays,
}: ArtifactOptions): Promise<number | null> {
  const { DefaultArtifactClient } = await import('@actions/artifact');
  const options = retentionDays === null ? {} : { retentionDays };
  const { id } = await new DefaultArtifactClient().uploadArtifact(name, [...files], rootDir, options);
  return id ?? null;
}

/** GitHub refuses these characters in an artifact's name. */
export function artifactName(subject: string, runId: string, attempt: string): string {
  return `claude-orchestrator-run-${subject}-${runId}-${attempt}`.replace(/[":<>|*?\r\n\\/]/g, '-');
}
