import type { Stats } from 'node:fs';

/** Whether a file belongs to the user that this process runs as. Windows keeps no such number. */
export function isOwn({ uid }: Pick<Stats, 'uid'>): boolean {
  return process.getuid === undefined || process.getuid() === uid;
}
