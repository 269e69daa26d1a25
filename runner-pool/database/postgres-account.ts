import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { dirname } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const name = 'postgres';

export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** Whom PostgreSQL runs as where we are root, which it refuses; null: as we are. The account is made if there is none. */
export async function postgresAccount(): Promise<Account | null> {
  if (userInfo().uid !== 0) return null;
  const known = await lookUp();
  if (known !== null) return known;
  try {
    await run('useradd', ['--system', '--user-group', '--no-create-home', name]);
  } catch (error) {
    throw new Error(
      'PostgreSQL does not run as root, and an account for it could not be made. Start as another user, make an account named postgres, or set DATABASE_URL.',
      { cause: error },
    );
  }
  return lookUp();
}

async function lookUp(): Promise<Account | null> {
  try {
    const [uid, gid] = await Promise.all(
      ['-u', '-g'].map(async (flag) => Number((await run('id', [flag, name])).stdout)),
    );
    return uid === undefined || gid === undefined ? null : { uid, gid };
  } catch {
    return null;
  }
}

/** The folder above `path`, or `path` itself, that the account may not enter; null: it gets there. */
export async function whatBars({ uid, gid }: Account, path: string): Promise<string | null> {
  const above = dirname(path);
  const barred = above === path ? null : await whatBars({ uid, gid }, above);
  if (barred !== null) return barred;
  const { mode, uid: owner, gid: group } = await stat(path);
  const bit = owner === uid ? 0o100 : group === gid ? 0o010 : 0o001;
  return (mode & bit) === 0 ? path : null;
}
