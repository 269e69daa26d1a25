const zeroWidthSpace = '\u200b';

/**
 * Text in which GitHub finds nobody to notify and nothing to link: a zero-width space after `@`, before an issue number
 * and inside `GH-1`. A backslash would not do: GitHub looks for them after the markdown is rendered.
 */
export function neutralise(text: string): string {
  return text
    .replace(/@(?=[\p{L}\p{N}_-])/gu, `@${zeroWidthSpace}`)
    .replace(/#(?=\d)/g, `#${zeroWidthSpace}`)
    .replace(/\bGH-(?=\d)/gi, (prefix) => prefix + zeroWidthSpace);
}

/**
 * Without control characters and those that reorder or hide text. Tab and newline stay, and so do the joiners and
 * variation selectors that emoji and some scripts are made with.
 */
export function visibleText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/gu, (one) =>
      /[\t\n\u200c\u200d]/.test(one) ? one : '',
    );
}
