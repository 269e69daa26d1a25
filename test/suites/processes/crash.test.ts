import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { canSandbox } from '../../helpers/machine.ts';
import { removeTempFolders, tempFolder } from '../../helpers/run-action.ts';
import { processesWith } from './hostile-program.ts';

afterAll(removeTempFolders);

const runsOfEach = 30;

/** An action that is in the middle of some runs, each with a daemon that has no environment; says so when all are. */
async function startAction(
  kind: string,
  mark: string,
): Promise<{ readonly action: ChildProcess; readonly busy: Promise<void> }> {
  const code = `
    import { hostileProgram, endings, children } from ${JSON.stringify(join(import.meta.dirname, 'hostile-program.ts'))};
    import { runShell, shellLauncher } from ${JSON.stringify(join(import.meta.dirname, 'launch.ts'))};
    const launcher = await shellLauncher(${JSON.stringify(kind)});
    let ready = 0;
    for (let index = 0; index < ${runsOfEach}; index++) {
      const mark = ${JSON.stringify(mark)} + '-' + index;
      // What is above the program in its sandbox could have helped; it is stopped, so that the kernel must.
      const script = 'kill -STOP $PPID;' + hostileProgram(endings[2 + (index % 2)], children[index % children.length], mark);
      const onReady = () => { if (++ready === ${runsOfEach}) console.log('busy'); };
      void runShell({ launcher, script, mark, signal: new AbortController().signal, onReady });
    }`;
  const action = spawn(process.execPath, ['--input-type=module', '-e', code], {
    env: { ...process.env, TMPDIR: await tempFolder('crash') },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  action.stdout?.once('data', () => resolve());
  action.once('exit', () => reject(new Error('The action ended by itself.')));
  return { action, busy: promise };
}

it.skipIf(!canSandbox).each(['sandbox', 'namespace'])(
  'leaves no process of a %s behind when the action itself is killed',
  { timeout: 60_000 },
  async (kind) => {
    const mark = randomUUID();
    const { action, busy } = await startAction(kind, mark);
    await busy;
    const runningBefore = await processesWith(`${mark}-`);
    action.kill('SIGKILL');
    expect(runningBefore.length).toBeGreaterThanOrEqual(runsOfEach);
    await expect.poll(() => processesWith(mark), { timeout: 20_000, interval: 50 }).toEqual([]);
  },
);
