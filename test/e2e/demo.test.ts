import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { answer, cleanReview, finding, type Model, startModel, type Turn } from '../helpers/model.ts';
import { removeTempFolders, root, tempFolder } from '../helpers/run-action.ts';

const run = promisify(execFile);
const models: Model[] = [];

afterAll(async () => {
  await Promise.all(models.map(async (model) => model.close()));
  await removeTempFolders();
});

describe('the demo', () => {
  it('reviews the sample pull request without an account or a key, and shows what was posted', async () => {
    const { exitCode, output } = await demo([]);
    expect(exitCode, output).toBe(0);
    expect(output).toContain('The model is scripted');
    expect(output).toContain('7 findings: 1 critical, 3 high, 2 medium, 1 low');
    for (const title of [
      'The search text becomes part of the SQL',
      'Nobody waits for `markPaid`',
      'The signature is compared with `==`',
      'One page too many when the last one is full',
    ])
      expect(output.split(title).length, `${title} in the table and on its line`).toBe(3);
    expect(output).toMatch(/23 \+ {3}deps\.orders\.markPaid\(order\.id\);\n {6}▌ 🟠 High/u);
    expect(output).toContain('▌ +   await deps.orders.markPaid(order.id);');
    expect(output).toContain('the pull request does not change this file');
    expect(output).toContain('6 on lines of the diff · 1 comment');
    expect(output).not.toContain('\u001B');
    expect(output).not.toContain('::add-mask::');
    expect(output).toContain('docs/examples/review.yml');
    const files = /Files of this run: (\S+)/.exec(output)?.[1] ?? '';
    expect(await readdir(files)).toEqual(
      expect.arrayContaining(['journal.ndjson', 'report.json', 'result.json']),
    );
  });

  it('writes the pull request as a page that runs nothing and loads nothing', async () => {
    const { output } = await demo([]);
    const path = /file:\/\/(\S+\.html)/.exec(output)?.[1] ?? '';
    const html = await readFile(decodeURIComponent(path), 'utf8');
    expect(html).toContain("default-src 'none'");
    expect(html).not.toMatch(/<script|<img|<iframe|<link|\son\w+=|\sstyle=/i);
    expect(html).toContain('The model is scripted');
    const links = [...html.matchAll(/href="#([^"]+)"/g)].map(([, anchor]) => anchor);
    expect(links.length).toBeGreaterThanOrEqual(6);
    for (const anchor of links) expect(html).toContain(`id="${anchor}"`);
    expect(html).not.toContain('href="http://github.localhost');
  });

  it('reviews a branch with the model behind ANTHROPIC_BASE_URL, and leaves its repository as it was', async () => {
    const repo = await repositoryWithBranch();
    await writeFile(join(repo, 'src.ts'), 'not committed\n');
    const before = await snapshot(repo);
    const model = await modelThat([
      answer({ ...cleanReview, findings: [finding({ path: 'src.ts', line: 1 })] }),
    ]);
    const { exitCode, output } = await demo(['--repo', repo, '--base', 'main'], {
      ANTHROPIC_API_KEY: 'sk-ant-api03-demo',
      ANTHROPIC_BASE_URL: model.url,
    });
    expect(exitCode, output).toBe(0);
    expect(output).toContain('The commits of topic/half on top of main');
    expect(output).toMatch(/1 file there has changes that are not\s+committed/);
    expect(output).toContain('Halve the answer');
    expect(output).toContain('    1 + export const answer = 42 / 0;');
    expect(output).toContain('1 high finding');
    expect(output).not.toContain('scripted');
    expect(model.seen()).not.toContain('not committed\\n');
    expect(await snapshot(repo)).toEqual(before);
  });

  it('says what went wrong when the model gives no review', async () => {
    const repo = await repositoryWithBranch();
    const model = await modelThat([
      { error: { status: 401, type: 'authentication_error', message: 'invalid x-api-key' } },
    ]);
    const { exitCode, output } = await demo(['--repo', repo, '--base', 'main'], {
      ANTHROPIC_API_KEY: 'sk-ant-api03-wrong',
      ANTHROPIC_BASE_URL: model.url,
    });
    expect(exitCode, output).toBe(1);
    expect(output).toMatch(/✘ failure[\s\S]*auth: /);
  });

  it('asks for a key before it reviews a branch', async () => {
    const repo = await repositoryWithBranch();
    const { exitCode, output } = await demo(['--repo', repo, '--base', 'main']);
    expect(exitCode).toBe(2);
    expect(output).toContain('Set ANTHROPIC_API_KEY');
  });

  it('names a wrong argument and what to give instead', async () => {
    const repo = await repositoryWithBranch();
    const folder = await tempFolder('no-repository');
    const key = { ANTHROPIC_API_KEY: 'sk-ant-api03-demo' };
    const cases: readonly (readonly [readonly string[], RegExp])[] = [
      [['--reop', repo], /"--reop" is unknown[\s\S]*--repo PATH/],
      [['main'], /"main" belongs to no option/],
      [['--repo'], /--repo/],
      [['--repo', repo], /without --base[\s\S]*--base REF/],
      [['--base', 'main'], /"main" was given without --repo/],
      [['--repo', join(folder, 'gone'), '--base', 'main'], /gone" is not a folder/],
      [['--repo', folder, '--base', 'main'], /is not a git repository/],
      [['--repo', repo, '--base', 'mian'], /"mian" is no commit[\s\S]*topic\/half/],
      [['--repo', repo, '--base', '--all'], /--base/],
      [['--repo', repo, '--base', 'topic/half'], /nothing to review/],
    ];
    for (const [args, said] of cases) {
      const { exitCode, output } = await demo(args, key);
      expect(output).toMatch(said);
      expect(output).not.toContain('    at ');
      expect(exitCode, output).toBe(2);
    }
  });
});

/** `npm run demo` without whatever the machine's own environment says about keys. */
async function demo(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ exitCode: number; output: string }> {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(ANTHROPIC|CLAUDE|INIT_CWD)/.test(name),
  );
  const page = { DEMO_PAGE_FOLDER: await tempFolder('page'), TMPDIR: await tempFolder('demo-tmp') };
  const options = { cwd: root, env: { ...Object.fromEntries(inherited), ...page, ...env }, timeout: 50_000 };
  try {
    const { stdout, stderr } = await run(process.execPath, ['scripts/demo.ts', ...args], options);
    return { exitCode: 0, output: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { exitCode: code, output: stdout + stderr };
  }
}

async function modelThat(script: readonly Turn[]): Promise<Model> {
  const model = await startModel(script);
  models.push(model);
  return model;
}

async function repositoryWithBranch(): Promise<string> {
  const repo = await tempFolder('demo-repository');
  const who = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com'];
  const git = async (...args: readonly string[]): Promise<unknown> =>
    run('git', [...who, ...args], { cwd: repo });
  await git('init', '--quiet', '--initial-branch=main');
  await mkdir(join(repo, 'docs'));
  await writeFile(join(repo, 'docs', 'notes.md'), '# Notes\n');
  await writeFile(join(repo, 'src.ts'), 'export const answer = 42;\n');
  await git('add', '.');
  await git('commit', '--quiet', '--message', 'Answer');
  await git('checkout', '--quiet', '-b', 'topic/half');
  await writeFile(join(repo, 'src.ts'), 'export const answer = 42 / 0;\n');
  await git('commit', '--quiet', '--all', '--message', 'Halve the answer');
  return repo;
}

/** Every file below the folder, .git included, with its content. */
async function snapshot(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  const contents = await Promise.all(
    files.sort().map(async (path) => [path, await readFile(path, 'base64')]),
  );
  return Object.fromEntries(contents);
}
