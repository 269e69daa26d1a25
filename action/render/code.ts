import { writtenOut } from './neutral.ts';

/** A fenced block that ends where it should: its fence is longer than any run of backticks inside. The text is not touched. */
export function fence(text: string, info = ''): string {
  const mark = '`'.repeat(Math.max(3, longestRun(text) + 1));
  // The text's own last newline ends its last line; adding one would add an empty line to what a suggestion applies.
  const lines = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  return `${mark}${info}\n${lines}${mark}`;
}

/**
 * Something short as inline code that survives backticks, pipes and line breaks, in and outside of table cells. It names
 * something, so what is hidden in it is written out.
 */
export function inlineCode(text: string): string {
  if (/^[\w./@+=,:()[\] -]+$/.test(text) && text.trim() === text) return `\`${text}\``;
  // Inside a table a code span has no way to say backslash-pipe; entities have.
  return codeHtml(text);
}

/** The same inside an HTML tag, where backticks are only backticks. */
export function codeHtml(text: string): string {
  // Addresses are linked after the entities are read.
  const shown = writtenOut(text).replace(/@(?=[\w-]+\.)|:(?=\/\/)|www(?=\.)/gi, '$&\u200b');
  const entities = [...shown].map((one) => (/[\w./ -]/.test(one) ? one : `&#${one.codePointAt(0)};`));
  return `<code>${entities.join('')}</code>`;
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}
