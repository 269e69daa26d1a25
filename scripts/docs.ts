// Writes the tables of docs/coordinator-api.md out of the coordinator's own definitions; with --check only says whether they are current.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { policyTable, retryTable } from './docs/policy-table.ts';
import { codeFaults } from './docs/problem-codes.ts';
import { routesTable } from './docs/routes-table.ts';
import { scopesTable } from './docs/scopes-table.ts';
import { root } from './run-command.ts';
import { withTable } from './with-table.ts';

const name = 'docs/coordinator-api.md';
const path = join(root, name);
const old = await readFile(path, 'utf8');
const tables: readonly (readonly [string, readonly string[]])[] = [
  ['routes', await routesTable()],
  ['scopes', scopesTable()],
  ['policy', policyTable()],
  ['retry', retryTable()],
];
const fresh = tables.reduce((text, [marker, rows]) => withTable(marker, rows, text), old);
const faults = (await codeFaults(fresh)).map((fault) => `${name}: ${fault}`);

if (fresh !== old && process.argv.includes('--check'))
  faults.push(`${name} does not match the coordinator: run \`npm run docs\``);
else if (fresh !== old) await writeFile(path, fresh);
else if (faults.length === 0) console.log(`${name} is current`);
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exitCode = 1;
