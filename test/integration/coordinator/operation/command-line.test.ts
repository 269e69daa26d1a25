import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import packageJson from '../../../../package.json' with { type: 'json' };
import { runProgram } from '../../../helpers/coordinator/program.ts';

const root = join(import.meta.dirname, '../../../..');

it('names all that is wrong with its configuration and ends before it does anything', async () => {
  const program = runProgram({ PORT: 'x', DATABASE_URL: 'postgres://u:hunter2hunter2@', LOG_LEVEL: 'loud' });
  expect(await program.ended).toBe(2);
  expect(program.stderr()).toMatch(/^The configuration is wrong:\n( {2}[A-Z_]+ .*\n){3}$/);
  expect(program.stderr()).not.toContain('hunter2');
  expect(program.stdout()).toBe('');
});

it.each([[['--help']], [['-h']], [['help']], [['serve', '--help']], [['token', '-h']]])(
  'lists its commands and points to its documentation for %j, and starts nothing',
  async (args) => {
    const program = runProgram({ PORT: 'x' }, args);
    expect(await program.ended).toBe(0);
    expect(program.stdout()).toMatch(/^claude-orchestrator COMMAND\n/);
    for (const command of ['serve', 'migrate', 'check', 'token make', 'token list', 'token revoke', 'export'])
      expect(program.stdout()).toContain(`\n  ${command} `);
    expect(program.stdout()).toContain('docs/coordinator.md');
  },
);

it.each<[readonly string[], string]>([
  [[], 'claude-orchestrator COMMAND\n'],
  [['dance', 'now'], 'There is no command "dance".\n\nclaude-orchestrator COMMAND\n'],
  [['toString'], 'There is no command "toString".\n'],
  [['migrate', 'now'], 'migrate takes no arguments, and got now.\n'],
])('shows its commands to who asks %j, as a fault', async (args, told) => {
  const program = runProgram({}, args);
  expect(await program.ended).toBe(2);
  expect(program.stderr().startsWith(told)).toBe(true);
  expect(program.stderr()).toContain('docs/coordinator.md');
  expect(program.stdout()).toBe('');
});

it('is a program of the package', async () => {
  const { version, bin } = packageJson;
  const { stdout } = await promisify(execFile)(join(root, bin['claude-orchestrator']), ['--version']);
  expect(stdout).toBe(`${version}\n`);
});
