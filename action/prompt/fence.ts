/** Data of strangers, as it goes into a prompt. */
export interface Data {
  readonly name: string;
  readonly text: string;
  readonly nonce: string;
  readonly maxChars: number;
  /** What GitHub says of it: stands in the mark, where the text cannot claim it for itself. */
  readonly facts?: Readonly<Record<string, string>>;
  /** Characters that were cut off before. */
  readonly cut?: number;
}

/**
 * Text of strangers, marked as data. The nonce is drawn anew for each run, so that no text can contain its own end mark;
 * what only looks like a mark, in letters and brackets of any kind, is changed. Longer text is cut, and the words outside
 * the marks say so.
 */
export function fence({ name, text, nonce, maxChars, facts = {}, cut = 0 }: Data): string {
  const mark = `data-${nonce}`;
  const fitting = cutAt(text.replaceAll(mark, 'data-…'), maxChars);
  const attributes = Object.entries(facts).map(([fact, value]) => ` ${fact}="${plainFact(value)}"`);
  const lost = cut + fitting.cut;
  const block = `<${mark} name="${name}"${attributes.join('')}>\n${withoutLookalikes(fitting.text)}\n</${mark}>`;
  return lost === 0 ? block : `${block}\n[cut from the ${name}: ${lost} more characters]`;
}

/** At most so many UTF-16 units, whole characters, and how many are missing. */
export function cutAt(text: string, maxChars: number): { readonly text: string; readonly cut: number } {
  if (text.length <= maxChars) return { text, cut: 0 };
  const isInPair = /[\ud800-\udbff]/.test(text.charAt(maxChars - 1));
  const kept = text.slice(0, isInPair ? maxChars - 1 : maxChars);
  return { text: kept, cut: text.length - kept.length };
}

function plainFact(value: string): string {
  return value.replaceAll(/[^\w.:+[\]-]/g, '_').slice(0, 100);
}

/** A bracket, a short word, a dash and hexadecimal digits: nothing that code or prose is made of. */
const lookalike = /[<‹«⟨⟪〈❮❬❰˂ᐸ≺⧼][\s/\\∕⁄]*\p{L}{1,12}\s*[\p{Pd}−_]\s*[\da-f]{8,}/giu;

function withoutLookalikes(text: string): string {
  if (text.normalize('NFKC').search(lookalike) === -1) return text;
  // Folded by character, so that places in the one are places in the other.
  const characters = [...text];
  const folded = characters.map((one) => one.normalize('NFKC'));
  const starts = new Set<number>();
  for (const { index } of folded.join('').matchAll(lookalike)) starts.add(index);
  let offset = 0;
  const changed = characters.map((one, index) => {
    const isStart = starts.has(offset);
    offset += folded[index]?.length ?? 0;
    return isStart ? '⟦<⟧' : one;
  });
  return changed.join('');
}
