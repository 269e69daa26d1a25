/** Something to unfold. The summary is HTML, already escaped; the blank lines make GitHub read the rest as markdown. */
export function details(summaryHtml: string, markdown: string, open = false): string {
  return `<details${open ? ' open' : ''}><summary>${summaryHtml}</summary>\n\n${markdown}\n\n</details>`;
}

/** Blocks of markdown, a blank line between them; empty ones leave no gap. */
export function blocks(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}
