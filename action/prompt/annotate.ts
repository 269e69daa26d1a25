import type { ChangedFile } from '../context/changed-file.ts';
import type { Hunk } from '../context/hunks.ts';

/**
 * A file's diff with the numbers a finding needs in front of each line: `R14 +code` is line 14 of the new file,
 * `L9 -code` line 9 of the old one. Models miscount hunks; they do not misread a number.
 */
export function annotate(file: ChangedFile): string {
  if (file.kind === 'submodule') return file.patch;
  return file.hunks.map(annotateHunk).join('\n…\n');
}

function annotateHunk(hunk: Hunk): string {
  let oldLine = hunk.oldStart;
  let newLine = hunk.newStart;
  const lines = hunk.lines.map((line) => {
    switch (line.charAt(0)) {
      case '+':
        return `R${newLine++} ${line}`;
      case '-':
        return `L${oldLine++} ${line}`;
      case '\\':
        return line;
      default:
        oldLine++;
        return `R${newLine++} ${line}`;
    }
  });
  return lines.join('\n');
}
