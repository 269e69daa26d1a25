/** All but line ends, tabs, and the joiners that emoji and Persian need. */
const hidden = /(?![\n\t\u200c\u200d])[\p{Cc}\p{Cf}]/gu;

/**
 * Text with nothing hidden in it: characters that turn the direction of what follows, that have no width or that command a
 * terminal are shown by name, so that a stranger's text cannot pose as another.
 */
export function visibleText(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(hidden, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code < 0x20
      ? String.fromCodePoint(0x2400 + code)
      : `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
  });
}

/** For a title: blanks joined, and cut between characters. */
export function oneLine(text: string, mostChars = 200): string {
  const line = visibleText(
    text
      .slice(0, 4 * mostChars)
      .replace(/\s+/g, ' ')
      .trim(),
  );
  const characters = [...line];
  return characters.length > mostChars ? `${characters.slice(0, mostChars - 1).join('')}…` : line;
}
