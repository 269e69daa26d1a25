import { Agent, request } from 'node:http';
import { afterAll, expect, it } from 'vitest';
import { createTestDatabase } from '../../../helpers/coordinator/database.ts';
import { makeDataDir, runProgram } from '../../../helpers/coordinator/program.ts';
import { until } from '../../../helpers/coordinator/until.ts';

const database = await createTestDatabase();
const dataDir = await makeDataDir();
afterAll(async () => {
  await database.drop();
  await dataDir.remove();
});
const settings = { DATABASE_URL: database.url, DATA_DIR: dataDir.path, ENCRYPTION_KEY: '00'.repeat(32) };

/** A status, or how a request came to nothing: before anything of an answer came, or in the middle of it. */
type Outcome = number | 'refused' | 'closed before an answer' | 'broken off';

async function ask(url: string, agent: Agent, token: string): Promise<Outcome> {
  return new Promise((resolve) => {
    const headers = { authorization: `Bearer ${token}` };
    const sent = request(url, { agent, headers }, (answer) => {
      answer.once('error', () => resolve('broken off'));
      answer.once('end', () => resolve(answer.complete ? (answer.statusCode ?? 0) : 'broken off'));
      answer.resume();
    });
    sent.once('error', (error: NodeJS.ErrnoException) =>
      resolve(error.code === 'ECONNREFUSED' ? 'refused' : 'closed before an answer'),
    );
    sent.end();
  });
}

it('answers all that it takes while it ends, and says first that it takes no more', async () => {
  const program = runProgram({ ...settings, LOG_LEVEL: 'warn', DRAIN_DELAY_SECONDS: '1' });
  const url = await program.ready;
  const token = /co_\w+/.exec(program.stderr())?.[0] ?? '';
  expect(url, program.stderr()).not.toBeNull();
  const outcomes: Outcome[] = [];
  const hammer = async (): Promise<void> => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    for (let last: Outcome = 200; last === 200; ) {
      last = await ask(`${url}/v1/me`, agent, token);
      outcomes.push(last);
    }
    agent.destroy();
  };
  const clients = Promise.all(Array.from({ length: 50 }, hammer));
  await until(async () => outcomes.length > 500);
  const before = outcomes.length;
  program.kill('SIGTERM');
  const watcher = new Agent();
  const readiness = await until(async () => {
    const status = await ask(`${url}/health/ready`, watcher, '');
    return status === 200 ? null : status;
  });
  await clients;
  expect(await program.ended, program.stdout() + program.stderr()).toBe(0);
  expect(readiness).toBe(503);
  expect(outcomes.length).toBeGreaterThan(before + 50);
  const wrong = outcomes.filter(
    (one) => one !== 200 && one !== 'refused' && one !== 'closed before an answer',
  );
  expect(wrong).toEqual([]);
});

it('ends at once at the second signal', async () => {
  const program = runProgram({ ...settings, DRAIN_DELAY_SECONDS: '8' });
  const url = await program.ready;
  program.kill('SIGTERM');
  await until(async () => (await fetch(`${url}/health/ready`)).status === 503);
  program.kill('SIGTERM');
  expect(await program.ended).toBe(1);
  expect(program.stdout()).toContain('second SIGTERM');
});
