/** Puts rows between `<!-- NAME -->` and `<!-- /NAME -->` of a page, for what stood there. */
export function withTable(name: string, rows: readonly string[], text: string): string {
  const [before, rest] = text.split(`<!-- ${name} -->\n`);
  const after = rest?.split(`<!-- /${name} -->`)[1];
  if (before === undefined || after === undefined) throw new Error(`There are no markers <!-- ${name} -->`);
  return `${before}<!-- ${name} -->\n${rows.join('\n')}\n<!-- /${name} -->${after}`;
}

/** Text for a cell: one line, without what would end the cell. */
export function cell(text: string): string {
  return text.trim().replace(/\s+/g, ' ').replaceAll('|', '\\|');
}
