// `npm run check`: everything short of the tests. One line for each check; the output only of those that fail.
import { join } from 'node:path';
import { root, runCommand, tool } from './run-command.ts';

const checks: readonly (readonly [name: string, command: [string, string[]]])[] = [
  ['types', tool('typescript/bin/tsc')],
  ['promises and correctness', tool('oxlint/bin/oxlint', '--type-aware')],
  ['format and style', tool('@biomejs/biome/bin/biome', 'check', '--error-on-warnings')],
  ['nothing unused', tool('knip/bin/knip.js')],
  ['architecture', tool('vitest/vitest.mjs', 'run', 'test/architecture.test.ts')],
  ['workflows', script('lint-workflows.ts')],
  ['size of the dashboard', script('dashboard-size.ts')],
  ['README tables', script('readme.ts', '--check')],
  ['tables of the coordinator', script('docs.ts', '--check')],
];

const waiting = [...checks];
await Promise.all([worker(), worker()]);

/** Two at a time: a hosted runner has few cores, and the type-aware lint alone fills one. */
async function worker(): Promise<void> {
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const [name, command] = next;
    const startedMs = performance.now();
    const { exitCode, output } = await runCommand(...command);
    const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
    console.log(`${exitCode === 0 ? 'ok  ' : 'FAIL'} ${seconds.padStart(5)} s  ${name}`);
    if (exitCode === 0) continue;
    console.log(output.trimEnd());
    process.exitCode = 1;
  }
}

function script(name: string, ...args: readonly string[]): [string, string[]] {
  return [process.execPath, [join(root, 'scripts', name), ...args]];
}
