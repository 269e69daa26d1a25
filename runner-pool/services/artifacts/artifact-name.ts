/** As the action names the artifact of a run; GitHub refuses the characters that are replaced. */
export function artifactName(run: {
  readonly subject: string;
  readonly id: string;
  readonly attempt: number;
}): string {
  return `${prefix}${run.subject}-${run.id}-${run.attempt}`.replace(/[":<>|*?\r\n\\/]/g, '-');
}

/** The run whose artifact this is, by the ids that the action gives its runs; null where it is something else. */
export function runOfArtifact(name: string): { readonly id: string; readonly attempt: number } | null {
  const found = name.startsWith(prefix) ? /-(\d+-\d+-[0-9a-f]{8})-(\d{1,5})$/.exec(name) : null;
  const [, id, attempt] = found ?? [];
  return id === undefined || attempt === undefined ? null : { id, attempt: Number(attempt) };
}

const prefix = 'claude-orchestrator-run-';
