// Writes the tables of inputs and outputs of action.yml into README.md; with --check only says whether they are current.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { root } from './run-command.ts';
import { cell, withTable } from './with-table.ts';

interface Field {
  readonly description: string;
  readonly default?: string;
}

interface Action {
  readonly inputs: Readonly<Record<string, Field>>;
  readonly outputs: Readonly<Record<string, Field>>;
}

const readme = join(root, 'README.md');
const action: Action = parse(await readFile(join(root, 'action.yml'), 'utf8'));
const old = await readFile(readme, 'utf8');
const fresh = withTable('outputs', outputTable(action), withTable('inputs', inputTable(action), old));

if (fresh === old) console.log('README.md is current');
else if (!process.argv.includes('--check')) await writeFile(readme, fresh);
else {
  console.error('README.md does not match action.yml: run `npm run readme`');
  process.exitCode = 1;
}

function inputTable({ inputs }: Action): string[] {
  const rows = Object.entries(inputs).map(
    ([name, field]) =>
      `| \`${name}\` | ${cell(field.description)} | ${field.default ? `\`${field.default}\`` : ''} |`,
  );
  return ['| input | meaning | default |', '| --- | --- | --- |', ...rows];
}

function outputTable({ outputs }: Action): string[] {
  const rows = Object.entries(outputs).map(([name, field]) => `| \`${name}\` | ${cell(field.description)} |`);
  return ['| output | meaning |', '| --- | --- |', ...rows];
}
