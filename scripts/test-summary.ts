// Closes a test run from vitest's JSON report: `N passed, N failed`. Under CI=true a skipped test is a failure, by name.
import { readFile } from 'node:fs/promises';

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

const text = await readFile(process.argv[2] ?? '', 'utf8');
if (text === '') throw new Error('There is no test report: the build or vitest itself failed, see above.');
const report: Report = JSON.parse(text);
const skipped = report.testResults.flatMap(({ name, assertionResults }) =>
  assertionResults
    .filter(({ status }) => status !== 'passed' && status !== 'failed')
    .map(({ fullName, status }) => `${status}: ${name} ${fullName}`),
);
/** Files that could not be collected hold no test that could fail, but they did. */
const brokenFiles = report.testResults.filter(
  ({ status, assertionResults }) =>
    status === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
);

for (const line of skipped) console.log(line);
for (const { name } of brokenFiles) console.log(`could not run: ${name}`);

const failed = report.numFailedTests + brokenFiles.length;
const skipsAllowed = process.env['CI'] !== 'true';
if (!skipsAllowed && skipped.length > 0) console.log(`${skipped.length} skipped, which CI does not allow`);
if (failed > 0 || report.numPassedTests === 0 || (!skipsAllowed && skipped.length > 0)) process.exitCode = 1;
console.log(`${report.numPassedTests} passed, ${failed} failed`);
