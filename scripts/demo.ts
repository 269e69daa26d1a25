// `npm run demo` reviews a sample pull request with the built action, on a GitHub that runs on this machine, and prints what
// it posted. With --repo and --base it does so with a branch of yours. Exit code: 0 reviewed, 1 not, 2 wrong arguments.
import { access, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../test/helpers/run-action.ts';
import { type DemoOptions, readOptions, usage } from './demo/options.ts';
import { pageHtml } from './demo/page/page.ts';
import { type Performance, perform } from './demo/perform.ts';
import { type PullRequestView, viewPullRequest } from './demo/pull-request-view.ts';
import { buildStage, type Stage } from './demo/stage.ts';
import { drawPullRequest, rule } from './demo/terminal/report.ts';
import { createStyle } from './demo/terminal/style.ts';
import { plain, wrap } from './demo/terminal/text.ts';
import { UsageError } from './demo/usage-error.ts';

// Tests put their pages elsewhere, or they would replace the one a person was told to open.
const pageFolder = process.env['DEMO_PAGE_FOLDER'] ?? join(root, '.demo');
const pagePath = join(pageFolder, 'pull-request.html');
const style = createStyle(process.stdout, process.env);
const say = (...lines: readonly string[]): void => console.log(lines.join('\n'));

try {
  const options = readOptions(process.argv.slice(2), process.env);
  if (options.kind === 'help') say(usage);
  else process.exitCode = await demo(options);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`${error.message}.\n${error.remedy}.`);
  process.exitCode = 2;
}

async function demo(options: Exclude<DemoOptions, { kind: 'help' }>): Promise<number> {
  await access(join(root, 'dist', 'index.js')).catch(() => {
    throw new UsageError(
      'dist/index.js is missing: the action is not built',
      'Run npm run build, then this again',
    );
  });
  const stage = await buildStage(options);
  try {
    introduce(stage);
    const performance = await perform(stage, (line) => say(`  ${style.dim(line)}`));
    const view = await viewPullRequest(stage.pull);
    await writePage(view, stage, performance);
    say('', '', ...drawPullRequest(view, pathToFileURL(pagePath).href, style), '', '');
    conclude(performance, view);
    await showTheWay(stage);
    return performance.run.outputs['conclusion'] === 'success' ? 0 : 1;
  } finally {
    await stage.close();
  }
}

function introduce({ branch, scripted }: Stage): void {
  say('', rule('Claude Orchestrator', style), '');
  paragraph(
    branch === null
      ? 'A pull request with planted faults, on a small GitHub that runs on this machine. The action is the built one, started as a runner starts it.'
      : `The commits of ${branch.headRef} on top of ${branch.base}, in ${branch.repo}. They are read where they are; nothing in that repository is changed, and nothing is posted anywhere.`,
  );
  if (branch !== null && branch.uncommittedFiles > 0)
    paragraph(
      `${count(branch.uncommittedFiles, 'file')} there ${branch.uncommittedFiles === 1 ? 'has' : 'have'} changes that are not committed: only commits are reviewed.`,
    );
  paragraph(whose(scripted), style.yellow);
  say(rule('The log of the job', style), '');
}

function whose(scripted: boolean): string {
  return scripted
    ? 'The model is scripted: its answers, tokens and cost come from a file. Set ANTHROPIC_API_KEY to see the real one review the same pull request.'
    : 'The model is the real one, paid for by the credential in your environment.';
}

function paragraph(text: string, paint: (text: string) => string = plain): void {
  say(...wrap([{ text, paint }], style.width), '');
}

async function writePage(
  view: PullRequestView,
  { scripted }: Stage,
  { run, log }: Performance,
): Promise<void> {
  const notice = `A demo on a GitHub that ran on your machine. ${whose(scripted)}`;
  const html = await pageHtml({ view, notice, summary: run.summary, log: log.join('\n') });
  await mkdir(pageFolder, { recursive: true });
  await writeFile(pagePath, html);
}

function conclude(
  { run: { outputs, durationMs } }: Performance,
  { comments, remarks }: PullRequestView,
): void {
  const success = outputs['conclusion'] === 'success';
  const cost = Number(outputs['cost-usd'] ?? 0).toFixed(4);
  const figures = [
    count(Number(outputs['findings-count'] ?? 0), 'finding'),
    `${remarks.length} on lines of the diff`,
    count(comments.length, 'comment'),
    `${Number(outputs['tokens'] ?? 0).toLocaleString('en')} tokens`,
    `$${cost}`,
    `${(durationMs / 1000).toFixed(1)} s`,
  ];
  const mark = success ? style.green('✔ Reviewed') : style.red(`✘ ${outputs['conclusion'] ?? 'failure'}`);
  say(rule('Done', style), '', `${mark}  ${style.dim(figures.join(' · '))}`);
  if (!success) paragraph(outputs['reason'] ?? 'The action ended without saying how.', style.red);
}

async function showTheWay({ branch }: Stage): Promise<void> {
  const page = pathToFileURL(pagePath).href;
  const path = join(root, 'docs', 'examples', 'review.yml');
  const workflow = relative(process.cwd(), path);
  const lines = (await readFile(path, 'utf8')).trimEnd().split('\n').length;
  say('', 'The same as a page', `  ${style.link(style.cyan(page), page)}`);
  say(
    '',
    `On your pull requests: put these ${lines} lines into .github/workflows/`,
    `  ${style.cyan(workflow)}`,
  );
  const command = 'ANTHROPIC_API_KEY=… npm run demo -- --repo PATH --base REF';
  if (branch === null) say('', 'On a branch of yours, here and now', `  ${style.cyan(command)}`);
  say('');
}

function count(number: number, one: string): string {
  return `${number} ${one}${number === 1 ? '' : 's'}`;
}
