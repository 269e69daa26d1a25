import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import { canSandbox } from '../../helpers/machine.ts';
import { startModel } from '../../helpers/model.ts';
import { removeTempFolders } from '../../helpers/run-action.ts';
import { createLab, realClaude } from './lab.ts';

afterAll(removeTempFolders);

/** Aborts as soon as the program has said that it is at work. */
async function stopped(
  script: string,
): Promise<{ code: number | null; signal: string | null; stdout: string }> {
  const lab = await createLab({ claude: { script } });
  const stop = new AbortController();
  const end = await lab.run({ signal: stop.signal, onLine: (text) => text === 'ready' && stop.abort() });
  await lab.close();
  return { code: end.code, signal: end.signal, stdout: end.stdout };
}

it.skipIf(!canSandbox)('asks Claude first, inside, so that it can still say what it has to say', async () => {
  const end = await stopped('trap "echo last words; exit 3" INT; echo ready; while :; do sleep 0.02; done');
  expect(end).toEqual({ code: 3, signal: null, stdout: 'ready\nlast words\n' });
});

it.skipIf(!canSandbox)('asks again less kindly', async () => {
  const end = await stopped(
    'trap "" INT; trap "echo enough; exit 4" TERM; echo ready; while :; do sleep 0.02; done',
  );
  expect(end).toEqual({ code: 4, signal: null, stdout: 'ready\nenough\n' });
});

it.skipIf(!canSandbox)('ends what does not listen', async () => {
  const end = await stopped('trap "" INT TERM HUP; echo ready; while :; do sleep 0.02; done');
  expect(end).toMatchObject({ code: null, signal: 'SIGKILL', stdout: 'ready\n' });
});

it.skipIf(!canSandbox)('ends it also when the init has been stopped from inside', async () => {
  const end = await stopped('kill -STOP 2; trap "" INT TERM; echo ready; while :; do sleep 0.02; done');
  expect(end).toMatchObject({ code: null, signal: 'SIGKILL' });
});

it.skipIf(!canSandbox)('gives the exit code of the program, and its signal', async () => {
  const lab = await createLab({
    claude: { script: 'if [ "$1" = signal ]; then kill -SEGV $$; fi; exit "$1"' },
  });
  expect(await lab.run({ args: ['0'] })).toMatchObject({ code: 0, signal: null });
  expect(await lab.run({ args: ['37'] })).toMatchObject({ code: 37, signal: null });
  expect(await lab.run({ args: ['signal'] })).toMatchObject({ code: null, signal: 'SIGSEGV' });
  await lab.close();
});

it.skipIf(!canSandbox)('hands the prompt in and closes it, and passes arguments on as they are', async () => {
  const lab = await createLab({ claude: { script: 'printf "[%s]\\n" "$@"; cat; echo end' } });
  const args = ['--', '', 'a b', '$(id)', "it's", '--bind', 'ü'];
  const end = await lab.run({ args, input: 'the prompt\n' });
  expect(end.stdout).toBe(`${args.map((arg) => `[${arg}]\n`).join('')}the prompt\nend\n`);
  await lab.close();
});

it.skipIf(!canSandbox)('says in words what bubblewrap could not do', async () => {
  const lab = await createLab({ claude: { script: 'true' }, home: '/nonexistent/home' });
  expect((await lab.run()).stderr).toContain("Can't find source path /nonexistent/home");
  await lab.close();
});

it.skipIf(!canSandbox)('has the real CLI write its result when it is interrupted', async () => {
  const model = await startModel([
    { tools: [{ name: 'Bash', input: { command: 'echo ready > ready; sleep 60' } }] },
  ]);
  const lab = await createLab({ claude: { path: realClaude }, gatewayPort: Number(new URL(model.url).port) });
  await writeFile(join(lab.tree, 'a.txt'), 'a');
  const stop = new AbortController();
  const end = await lab.run({
    args: [
      '-p',
      '--output-format',
      'stream-json',
      '--verbose',
      '--restricted',
      '--tools',
      'Bash',
      '--allowedTools',
      'Bash',
    ],
    env: { ANTHROPIC_API_KEY: 'dummy', CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1' },
    input: 'wait',
    signal: stop.signal,
    onLine: (text) => {
      // Only once the command runs: in the instant before, the CLI ends without a word, inside and outside.
      if (text.includes('"tool_use"')) void untilExists(join(lab.tree, 'ready')).then(() => stop.abort());
    },
  });
  expect(JSON.parse(end.stdout.trim().split('\n').at(-1) ?? '')).toMatchObject({ type: 'result' });
  await Promise.all([lab.close(), model.close()]);
});

async function untilExists(path: string): Promise<void> {
  while (!existsSync(path)) await sleep(10);
}
