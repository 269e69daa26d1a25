const LONGEST_BODY = 65_536;

/** GitHub counts characters, not UTF-16 units. */
export function tooLong(body: string): boolean {
  return body.length > LONGEST_BODY && Array.from(body).length > LONGEST_BODY;
}

/** GitHub joins the reasons of one refusal into a sentence: "a", "a and b", "a, b, and c". */
export function sentence(parts: readonly string[]): string {
  if (parts.length < 3) return parts.join(' and ');
  return `${parts.slice(0, -1).join(', ')}, and ${parts.at(-1)}`;
}
