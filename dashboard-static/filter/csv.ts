import { visibleText } from '../timeline/visible-text.ts';

/** RFC 4180. What a spreadsheet would take for a formula is made text of: it is strangers'. */
export function toCsv(head: readonly string[], lines: readonly (readonly (string | number)[])[]): string {
  return [head, ...lines].map((line) => line.map(cell).join(',')).join('\r\n');
}

function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const shown = visibleText(value);
  const text = /^[=+\-@\t\r\n]/.test(shown) ? `'${shown}` : shown;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
