/**
 * The workflow commands a run needs before its end, as GitHub documents them. The toolkit's `core` writes them too, but
 * brings an HTTP client along that costs 30 ms of every start: it is loaded at the end, for outputs and summary.
 */
type Write = (text: string) => void;

/** The runner masks the value in all that it shows from here on. */
export function maskSecret(value: string, write: Write): void {
  write(`::add-mask::${escapeData(value)}\n`);
}

/** A line that GitHub shows on the run's page too. */
export function annotate(level: 'warning' | 'error', text: string, write: Write): void {
  write(`::${level} title=Claude Orchestrator::${escapeData(text)}\n`);
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
