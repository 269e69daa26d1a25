import { type DiffLine, type FileView, lineOn, linesOf, type Remark } from '../pull-request-view.ts';
import { escapeHtml } from './escape.ts';

export interface FileOptions {
  readonly remarks: readonly Remark[];
  readonly remarkHtml: (remark: Remark, file: FileView) => string;
}

/** One file of "Files changed", with the remarks below their lines. */
export function fileHtml(file: FileView, { remarks, remarkHtml }: FileOptions): string {
  const moved = file.previousPath === null ? '' : `${escapeHtml(file.previousPath)} → `;
  const rows = file.hunks.flatMap((hunk) => [
    hunkRow(hunk),
    ...hunk.flatMap((line) => [
      lineRow(line, remarks),
      ...remarks
        .filter(({ side, line: number }) => lineOn(side, line) === number)
        .map((remark) => `<tr class="remark"><td colspan="3">${remarkHtml(remark, file)}</td></tr>`),
    ]),
  ]);
  const body =
    rows.length === 0
      ? '<p class="note">No lines to show.</p>'
      : `<div class="scroll"><table class="diff"><tbody>${rows.join('\n')}</tbody></table></div>`;
  return `<section class="box file">
<header><span class="path">${moved}<b>${escapeHtml(file.path)}</b></span> <span class="counts"><ins>+${file.additions}</ins> <del>−${file.deletions}</del></span></header>
${body}
</section>`;
}

/** GitHub's box with what a suggestion takes away and puts there. */
export function suggestionHtml(code: string, remark: Remark, file: FileView): string {
  const rows = [
    ...linesOf(remark, file).map(({ text }) => ({ kind: 'removed', mark: '-', text })),
    ...code.split('\n').map((text) => ({ kind: 'added', mark: '+', text })),
  ].map(
    ({ kind, mark, text }) =>
      `<tr class="${kind}"><td class="code"><i>${mark}</i>${escapeHtml(text) || ' '}</td></tr>`,
  );
  return `<div class="suggestion"><header>Suggested change</header><div class="scroll"><table class="diff"><tbody>${rows.join('')}</tbody></table></div></div>`;
}

function hunkRow(lines: readonly DiffLine[]): string {
  const [first] = lines;
  const old = lines.filter(({ kind }) => kind !== 'added').length;
  const fresh = lines.filter(({ kind }) => kind !== 'removed').length;
  const oldStart = lines.find(({ oldLine }) => oldLine !== null)?.oldLine ?? 0;
  const newStart = lines.find(({ newLine }) => newLine !== null)?.newLine ?? 0;
  if (first === undefined) return '';
  return `<tr class="hunk"><td class="number"></td><td class="number"></td><td class="code">@@ -${oldStart},${old} +${newStart},${fresh} @@</td></tr>`;
}

function lineRow(line: DiffLine, remarks: readonly Remark[]): string {
  const marked = remarks.some(({ side, startLine, line: end }) => {
    const at = lineOn(side, line);
    return at !== null && at >= startLine && at <= end;
  });
  const mark = { added: '+', removed: '-', context: ' ' }[line.kind];
  return `<tr class="${line.kind}${marked ? ' marked' : ''}"><td class="number">${line.oldLine ?? ''}</td><td class="number">${line.newLine ?? ''}</td><td class="code"><i>${mark}</i>${escapeHtml(line.text)}</td></tr>`;
}
