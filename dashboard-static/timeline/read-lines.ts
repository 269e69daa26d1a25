import { fieldsOf, textOf } from './reading.ts';
import type { Step } from './step.ts';
import { fromWorkingFolder } from './working-folder.ts';

/** `    12→text` or `12<tab>text`, as Claude's Read tool numbers lines. */
const numbered = /^\s*(\d+)(?:→|\t)(.*)$/;

/**
 * These lines of a file, as Claude read them last; null where it did not read all of them. The history has no files: it is what a
 * suggestion can be compared with.
 */
export function linesRead(
  steps: readonly Step[],
  {
    path,
    firstLine,
    lastLine,
  }: { readonly path: string; readonly firstLine: number; readonly lastLine: number },
): string | null {
  const lines = new Map<number, string>();
  const shortPath = fromWorkingFolder(steps);
  for (const { content } of steps) {
    if (content.kind !== 'tool' || content.name !== 'Read' || content.result === null) continue;
    if (shortPath(textOf(fieldsOf(content.input)['file_path'])) !== path) continue;
    for (const line of content.result.text.split('\n')) {
      const [, number, text] = numbered.exec(line) ?? [];
      if (number !== undefined) lines.set(Number(number), text ?? '');
    }
  }
  const wanted = Array.from({ length: Math.min(lastLine - firstLine + 1, 1_000) }, (_, at) =>
    lines.get(firstLine + at),
  );
  return wanted.length > 0 && wanted.every((line) => line !== undefined) ? wanted.join('\n') : null;
}
