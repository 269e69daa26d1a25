/**
 * Text of strangers, marked as data. The nonce is drawn anew for each run, so that no text can contain its own end mark.
 * Longer text is cut, and says so.
 */
export function fence({
  name,
  text,
  nonce,
  maxChars,
}: {
  name: string;
  text: string;
  nonce: string;
  maxChars: number;
}): string {
  const mark = `data-${nonce}`;
  const cut =
    text.length > maxChars
      ? `${text.slice(0, maxChars)}\n[cut: ${text.length - maxChars} more characters]`
      : text;
  return `<${mark} name="${name}">\n${cut.replaceAll(mark, 'data-…')}\n</${mark}>`;
}
