/**
 * Of several blank lines the first: a page shows them as one, and a text must not be too long to parse for being full of them. What
 * stands between fences keeps its own.
 */
export function withoutBlankRuns(text: string): string {
  let fence = '';
  let wasBlank = false;
  return text
    .split('\n')
    .filter((line) => {
      const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1] ?? '';
      if (fence === '') fence = mark;
      else if (mark.startsWith(fence) && line.trim() === mark) fence = '';
      const isBlank = /^[ \t\r]*$/.test(line);
      const isKept = fence !== '' || !isBlank || !wasBlank;
      wasBlank = isBlank;
      return isKept;
    })
    .join('\n');
}
