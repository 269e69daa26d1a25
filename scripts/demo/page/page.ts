import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FileView, PullRequestView, Remark } from '../pull-request-view.ts';
import { type CommentOptions, commentHtml } from './comment-html.ts';
import { fileHtml, suggestionHtml } from './diff-html.ts';
import { escapeHtml } from './escape.ts';

export interface PageParts {
  readonly view: PullRequestView;
  /** What a reader must know before anything else: whose review this is. */
  readonly notice: string;
  /** The job summary, markdown. */
  readonly summary: string;
  readonly log: string;
}

/** The pull request as one HTML file: no script, nothing loaded, and a policy that would stop both. */
export async function pageHtml({ view, notice, summary, log }: PageParts): Promise<string> {
  const style = await readStyle();
  const hash = createHash('sha256').update(style).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'`;
  const anchors = new Set(['run', ...[...view.comments, ...view.remarks].map(({ anchor }) => anchor)]);
  const comment: CommentOptions = { url: view.url, repository: view.repository, anchors };
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(view.title)} · ${escapeHtml(view.repository)} #${view.number}</title>
<style>${style}</style>
</head>
<body>
<main>
<p class="notice">${escapeHtml(notice)}</p>
${headHtml(view)}
${postHtml({ anchor: 'description', author: view.author, body: view.body || '*No description.*' }, comment)}
${view.comments.map((one) => postHtml(one, comment)).join('\n')}
<h2>Files changed</h2>
${view.files.map((file) => oneFile(file, view, comment)).join('\n')}
<h2 id="run">The job</h2>
<details class="box fold"><summary>Log</summary><pre class="log">${escapeHtml(log)}</pre></details>
<details class="box fold"><summary>Summary</summary><div class="body markdown-body">${commentHtml(summary, comment)}</div></details>
</main>
</body>
</html>
`;
}

async function readStyle(): Promise<string> {
  const github = fileURLToPath(import.meta.resolve('github-markdown-css/github-markdown.css'));
  const texts = await Promise.all(
    [github, join(import.meta.dirname, 'page.css')].map((path) => readFile(path, 'utf8')),
  );
  // Line ends as the browser's parser leaves them: the hash is over what it sees.
  return `\n${texts.join('\n').replaceAll('\r\n', '\n')}`;
}

function headHtml(view: PullRequestView): string {
  const commits = `${view.commits} commit${view.commits === 1 ? '' : 's'}`;
  return `<h1 class="title">${escapeHtml(view.title)} <span>#${view.number}</span></h1>
<p class="facts"><span class="state">Open</span> <span><b>${escapeHtml(view.author)}</b> wants to merge ${commits} into <code>${escapeHtml(view.baseRef)}</code> from <code>${escapeHtml(view.headRef)}</code></span></p>`;
}

function oneFile(file: FileView, view: PullRequestView, comment: CommentOptions): string {
  return fileHtml(file, {
    remarks: view.remarks.filter(({ path }) => path === file.path),
    remarkHtml: (remark) => remarkHtml(remark, file, comment),
  });
}

function remarkHtml(remark: Remark, file: FileView, comment: CommentOptions): string {
  return postHtml(remark, { ...comment, suggestion: (code) => suggestionHtml(code, remark, file) });
}

function postHtml(
  { anchor, author, body }: { readonly anchor: string; readonly author: string; readonly body: string },
  comment: CommentOptions,
): string {
  const bot = author.endsWith('[bot]');
  const name = author.replace(/\[bot\]$/, '');
  return `<article class="box${bot ? ' bot' : ''}" id="${escapeHtml(anchor)}">
<header><span class="avatar">${escapeHtml(name.slice(0, 1))}</span> <span><b>${escapeHtml(name)}</b> commented</span>${bot ? ' <span class="label">bot</span>' : ''}</header>
<div class="body markdown-body">${commentHtml(body, comment)}</div>
</article>`;
}
