import { expect, it } from 'vitest';
import { runProgram } from '../../../helpers/coordinator/program.ts';

it('names all that is wrong with its configuration and ends before it does anything', async () => {
  const program = runProgram({ PORT: 'x', DATABASE_URL: 'postgres://u:hunter2hunter2@', LOG_LEVEL: 'loud' });
  expect(await program.ended).toBe(2);
  expect(program.stderr()).toMatch(/^The configuration is wrong:\n( {2}[A-Z_]+ .*\n){3}$/);
  expect(program.stderr()).not.toContain('hunter2');
  expect(program.stdout()).toBe('');
});

it('shows its commands to who asks for one that it does not have', async () => {
  const program = runProgram({}, ['dance']);
  expect(await program.ended).toBe(2);
  expect(program.stderr()).toMatch(/^claude-orchestrator COMMAND\n/);
});
