import { chmod, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { makeDataDir, runProgram } from '../../../helpers/coordinator/program.ts';
import { until } from '../../../helpers/coordinator/until.ts';

const dataDir = await makeDataDir();
afterAll(dataDir.remove);
const settings = { DATA_DIR: dataDir.path };

it('starts with no configuration, and refuses its folder to a second one', async () => {
  const first = runProgram(settings);
  const url = await first.ready;
  expect(url, first.stderr()).not.toBeNull();
  const token = /co_\w+/.exec(first.stderr())?.[0] ?? '';
  const me = await fetch(`${url}/v1/me`, { headers: { authorization: `Bearer ${token}` } });
  expect(me.status).toBe(200);
  const second = runProgram(settings);
  expect(await second.ended).toBe(1);
  expect(second.stderr()).toBe(
    `DATA_DIR ${dataDir.path} is in use by another coordinator (process ${first.pid}). Stop that one, or set DATA_DIR to another folder; several coordinators share a DATABASE_URL.\n`,
  );
  expect((await fetch(`${url}/health/ready`)).status).toBe(200);
});

it('takes the PostgreSQL of a killed one over, and ends it in order', async () => {
  const killed = runProgram(settings);
  expect(await killed.ready, killed.stderr()).not.toBeNull();
  const postgres = await postgresPid();
  killed.kill('SIGKILL');
  await killed.ended;
  const next = runProgram(settings);
  expect(await next.ready, next.stderr()).not.toBeNull();
  expect(await postgresPid()).toBe(postgres);
  expect(next.stderr()).not.toContain('co_');
  next.kill('SIGINT');
  expect(await next.ended).toBe(0);
  expect(isAlive(postgres)).toBe(false);
});

it('says everything in lines of JSON, but what a person alone is to read', async () => {
  const program = runProgram(settings);
  await program.ready;
  program.kill('SIGINT');
  await program.ended;
  const lines = program.stdout().trim().split('\n');
  expect(lines.map((line) => typeof JSON.parse(line))).toEqual(lines.map(() => 'object'));
  expect(program.stderr()).toBe('');
  // Nor is an end that was asked for a fault.
  expect(program.stdout()).not.toContain('"err"');
});

it('ends with a fault when its PostgreSQL ends under it', async () => {
  const program = runProgram(settings);
  expect(await program.ready, program.stderr()).not.toBeNull();
  process.kill(await postgresPid(), 'SIGINT');
  expect(await program.ended).toBe(1);
  expect(program.stdout()).toContain('PostgreSQL ended by itself');
});

it('leaves no PostgreSQL behind when its port is taken, and has shown no token', async () => {
  const first = runProgram({ DATA_DIR: dataDir.path });
  const port = new URL((await first.ready) ?? '').port;
  const other = await makeDataDir();
  const second = runProgram({ DATA_DIR: other.path, PORT: port });
  expect(await second.ended).toBe(1);
  expect(second.stderr()).toContain(`PORT ${port} of 127.0.0.1 is taken by another process.`);
  expect(second.stderr()).not.toContain('co_');
  await expect(readFile(join(other.path, 'postgres/postmaster.pid'))).rejects.toThrow('ENOENT');
  first.kill('SIGINT');
  await first.ended;
  await other.remove();
});

it.runIf(process.getuid?.() === 0)('says which folder PostgreSQL cannot enter', async () => {
  const closed = await makeDataDir();
  await chmod(closed.path, 0o700);
  const program = runProgram({ DATA_DIR: join(closed.path, 'data') });
  expect(await program.ended).toBe(1);
  expect(program.stderr()).toContain(
    `the account postgres, which may not enter ${closed.path}. Set DATA_DIR`,
  );
  await closed.remove();
});

it('says so when there is something else in the folder', async () => {
  const other = await makeDataDir();
  await mkdir(join(other.path, 'postgres'));
  const program = runProgram({ DATA_DIR: other.path });
  expect(await program.ended).toBe(1);
  expect(program.stderr()).toMatch(
    /^PostgreSQL could not be started in .*postgres:\n[\s\S]+\nSet DATA_DIR to another folder/,
  );
  await other.remove();
});

async function postgresPid(): Promise<number> {
  return until(async () => {
    const text = await readFile(join(dataDir.path, 'postgres/postmaster.pid'), 'utf8').catch(() => '');
    return Number(text.split('\n')[0]) || null;
  });
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
