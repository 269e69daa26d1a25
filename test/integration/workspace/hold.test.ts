import { execFileSync } from 'node:child_process';
import { chown, mkdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { createConnection, type Socket } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { stateOf } from '../../../action/workspace/hold.ts';
import { tempFolder } from '../../helpers/run-action.ts';
import { cleanUpFolders, holderOf, isRoot, nobody } from './folders.ts';

cleanUpFolders();

const day = 24 * 3_600_000;
const canUnshare = ((): boolean => {
  try {
    execFileSync('unshare', ['--user', '--map-root-user', '--pid', '--net', '--fork', 'true']);
    return true;
  } catch {
    return false;
  }
})();

/** As many connections as the kernel keeps for a process that accepts none. */
async function askUntilFull(path: string): Promise<readonly Socket[]> {
  const asked: Socket[] = [];
  for (;;) {
    const socket = createConnection(path);
    const error = await new Promise<NodeJS.ErrnoException | null>((resolve) => {
      socket.once('connect', () => resolve(null));
      socket.once('error', resolve);
    });
    if (error?.code === 'EAGAIN') return asked;
    if (error !== null) throw error;
    asked.push(socket);
  }
}

describe('a folder that a run holds', () => {
  it('is held as long as its process lives, and left once that was killed', async () => {
    const folder = join(await tempFolder('hold'), 'run');
    const holder = await holderOf(folder);
    expect(await stateOf(folder, Date.now())).toBe('held');
    // Nobody looks at the clock while there is a process to ask.
    expect(await stateOf(folder, Date.now() + 365 * day)).toBe('held');
    await holder.die();
    expect(await stateOf(folder, Date.now())).toBe('left');
  });

  it('is held by a process that is stopped, however many have asked', async () => {
    const folder = join(await tempFolder('hold'), 'run');
    const holder = await holderOf(folder);
    holder.signal('SIGSTOP');
    expect(await stateOf(folder, Date.now())).toBe('held');
    const asked = await askUntilFull(join(folder, 'alive.sock'));
    expect(await stateOf(folder, Date.now())).toBe('held');
    for (const socket of asked) socket.destroy();
    await holder.die();
    expect(await stateOf(folder, Date.now())).toBe('left');
  });

  it('may have a longer path than a socket can', async () => {
    const folder = join(await tempFolder('hold'), 'x'.repeat(150), 'y'.repeat(150));
    const holder = await holderOf(folder);
    expect(await stateOf(folder, Date.now() + 365 * day)).toBe('held');
    await holder.die();
    expect(await stateOf(folder, Date.now())).toBe('left');
  });

  it.skipIf(!canUnshare)(
    'is held by a process that is in another container (needs user namespaces)',
    async () => {
      const folder = join(await tempFolder('hold'), 'run');
      const namespaces = ['unshare', '--user', '--map-root-user', '--pid', '--net', '--fork', '--kill-child'];
      const holder = await holderOf(folder, [...namespaces, '--mount-proc']);
      expect(await stateOf(folder, Date.now() + 365 * day)).toBe('held');
      await holder.die();
      await expect.poll(async () => stateOf(folder, Date.now())).toBe('left');
    },
  );

  it('goes by the time limit of its run where it has no socket', async () => {
    const folder = join(await tempFolder('hold'), 'run');
    const holder = await holderOf(folder);
    await holder.die();
    await rm(join(folder, 'alive.sock'));
    expect(await stateOf(folder, Date.now())).toBe('held');
    expect(await stateOf(folder, Date.now() + day)).toBe('left');
  });

  it('is given six days where what it says is no time', async () => {
    const folder = await tempFolder('hold');
    await writeFile(join(folder, 'alive-until'), 'for ever');
    expect(await stateOf(folder, Date.now())).toBe('held');
    const old = new Date(Date.now() - 6.1 * day);
    await utimes(join(folder, 'alive-until'), old, old);
    expect(await stateOf(folder, Date.now())).toBe('left');
  });
});

describe('what cannot be shown to be a run of ours', () => {
  const expectForeign = async (make: (folder: string) => Promise<unknown>): Promise<void> => {
    const folder = join(await tempFolder('foreign'), 'run');
    await make(folder);
    expect(await stateOf(folder, Date.now() + 365 * day)).toBe('foreign');
  };
  const marked = async (folder: string): Promise<void> => {
    await mkdir(folder);
    await writeFile(join(folder, 'alive-until'), new Date(0).toISOString());
  };

  it('has no mark', async () => expectForeign(async (folder) => mkdir(folder)));

  it('is not there', async () => expectForeign(async () => undefined));

  it('is a file', async () => expectForeign(async (folder) => writeFile(folder, '')));

  it('is a link to a folder that is ours', async () =>
    expectForeign(async (folder) => {
      await marked(`${folder}-ours`);
      await symlink(`${folder}-ours`, folder);
    }));

  it('is marked by a link', async () =>
    expectForeign(async (folder) => {
      await marked(`${folder}-ours`);
      await mkdir(folder);
      await symlink(join(`${folder}-ours`, 'alive-until'), join(folder, 'alive-until'));
    }));

  it('is marked by a pipe, at which nobody waits', async () =>
    expectForeign(async (folder) => {
      await mkdir(folder);
      execFileSync('mkfifo', [join(folder, 'alive-until')]);
    }));

  it('is marked by a folder', async () =>
    expectForeign(async (folder) => mkdir(join(folder, 'alive-until'), { recursive: true })));

  it.skipIf(!isRoot)("is somebody else's, or marked by somebody else (needs root)", async () => {
    await expectForeign(async (folder) => {
      await marked(folder);
      await chown(folder, nobody, nobody);
    });
    await expectForeign(async (folder) => {
      await marked(folder);
      await chown(join(folder, 'alive-until'), nobody, nobody);
    });
  });
});
