export interface TextPart {
  readonly text: string;
  readonly isMatch: boolean;
}

/** More than these are not marked: a page with 100,000 marks is of no use. */
const mostMatches = 500;

/** The text in parts, those that were searched for apart; whatever their case. */
export function matchParts(text: string, query: string): readonly TextPart[] {
  const wanted = query.trim().toLowerCase();
  const lowered = text.toLowerCase();
  // Of some letters the small one is longer: places in the one text are then none in the other.
  if (wanted === '' || lowered.length !== text.length) return [{ text, isMatch: false }];
  const parts: TextPart[] = [];
  let from = 0;
  for (let at = lowered.indexOf(wanted); at !== -1; at = lowered.indexOf(wanted, from)) {
    if (at > from) parts.push({ text: text.slice(from, at), isMatch: false });
    from = at + wanted.length;
    parts.push({ text: text.slice(at, from), isMatch: true });
    if (parts.length > 2 * mostMatches) break;
  }
  if (from < text.length) parts.push({ text: text.slice(from), isMatch: false });
  return parts;
}
