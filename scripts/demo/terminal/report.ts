import { anchorOf } from '../comment-markup.ts';
import type { FileView, PullRequestView, Remark } from '../pull-request-view.ts';
import { drawPlace, drawSuggestion } from './diff.ts';
import { renderMarkdown } from './markdown.ts';
import type { Style } from './style.ts';

/** The pull request as its reader finds it: the comment with the verdict, then each remark below its lines. */
export function drawPullRequest(view: PullRequestView, pageUrl: string, style: Style): readonly string[] {
  const resolve = (href: string): string | null => {
    const anchor = anchorOf(href, view);
    if (anchor !== null) return `${pageUrl}#${anchor}`;
    return null;
  };
  const lines = [
    rule(`${view.repository} #${view.number}`, style),
    '',
    style.bold(view.title),
    style.dim(
      `${view.author} wants to merge ${plural(view.commits, 'commit')} into ${view.baseRef} from ${view.headRef} · ${plural(view.files.length, 'file')}`,
    ),
  ];
  for (const { author, body } of view.comments) {
    lines.push('', style.dim(`${author} commented`), '');
    lines.push(...renderMarkdown(body, { style, width: style.width, resolve }));
  }
  if (view.remarks.length > 0) lines.push('', '', rule('Files changed', style));
  for (const file of view.files) lines.push(...drawFile(file, view, { style, resolve }));
  return lines;
}

export function rule(title: string, style: Style): string {
  return `${style.bold(title)} ${style.dim('─'.repeat(Math.max(0, style.width - title.length - 1)))}`;
}

interface Drawing {
  readonly style: Style;
  readonly resolve: (href: string) => string | null;
}

function drawFile(file: FileView, view: PullRequestView, drawing: Drawing): readonly string[] {
  const { style } = drawing;
  const remarks = view.remarks.filter(({ path }) => path === file.path).toSorted((a, b) => a.line - b.line);
  if (remarks.length === 0) return [];
  const moved = file.previousPath === null ? '' : style.dim(`${file.previousPath} → `);
  const counts = `${style.green(`+${file.additions}`)} ${style.red(`−${file.deletions}`)}`;
  return [
    '',
    `${moved}${style.bold(file.path)}  ${counts}`,
    ...remarks.flatMap((remark) => drawRemark(remark, file, drawing)),
  ];
}

function drawRemark(remark: Remark, file: FileView, { style, resolve }: Drawing): readonly string[] {
  const bar = `      ${style.yellow('▌')} `;
  const width = style.width - 8;
  const body = renderMarkdown(remark.body, {
    style,
    width,
    resolve,
    suggestion: (code) => drawSuggestion(code, remark, file, { style, width }),
  });
  return ['', ...drawPlace(remark, file, style), ...body.map((line) => (bar + line).trimEnd())];
}

const plural = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;
