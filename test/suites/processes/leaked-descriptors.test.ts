import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, expect, it } from 'vitest';
import { canSandbox } from '../../helpers/machine.ts';
import { removeTempFolders, tempFolder } from '../../helpers/run-action.ts';

afterAll(removeTempFolders);

it.skipIf(!canSandbox).each(['sandbox', 'namespace', 'group'])(
  'hands no folder that was left open to it on to a %s',
  async (kind) => {
    const code = `
    import { shellLauncher } from ${JSON.stringify(join(import.meta.dirname, 'launch.ts'))};
    import { runProcess } from ${JSON.stringify(join(import.meta.dirname, '../../../action/claude/process.ts'))};
    const launcher = await shellLauncher(${JSON.stringify(kind)});
    const command = launcher.command(['-c', 'ls /proc/self/fd/40/ 2>&1 && echo "the folder is open"'], { PATH: process.env.PATH });
    const onLine = ({ text }) => console.log(text);
    await runProcess({ ...command, input: '', signal: new AbortController().signal, onLine });`;
    const folder = openSync('/tmp', 'r');
    const stdio = Array<'ignore' | 'pipe' | 'inherit' | number>(41).fill('ignore');
    stdio[1] = 'pipe';
    stdio[2] = 'inherit';
    stdio[40] = folder;
    const action = spawn(process.execPath, ['--input-type=module', '-e', code], {
      env: { ...process.env, TMPDIR: await tempFolder('leaked') },
      stdio,
    });
    closeSync(folder);
    const said = action.stdout === null ? '' : await text(action.stdout);
    expect(said).toMatch(/Not a directory|No such file/);
    expect(said).not.toContain('the folder is open');
  },
);
