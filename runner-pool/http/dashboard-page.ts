import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where the dashboard is built to. */
export const builtDashboard = join(import.meta.dirname, '../../dist/dashboard');

/** The dashboard as this coordinator gives it out. */
export interface Dashboard {
  readonly folder: string;
  readonly page: Buffer;
  readonly tag: string;
  /** The page's own policy; what only a header can say is added. */
  readonly policy: string;
  /** Files beside the page, and those whose names have a hash of what they hold. */
  readonly files: readonly string[];
  readonly assets: readonly string[];
}

const historyPlace = /<meta name="history" content=""\s*\/?>/;

/** Null where it is not built, or not of this version. */
export async function openDashboard(folder: string): Promise<Dashboard | null> {
  const html = await readFile(join(folder, 'index.html'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (html === null) return null;
  const own = /http-equiv="Content-Security-Policy"\s+content="([^"]+)"/.exec(html)?.[1];
  if (own === undefined || !historyPlace.test(html)) return null;
  const page = Buffer.from(html.replace(historyPlace, '<meta name="history" content="/v1/history" />'));
  return {
    folder,
    page,
    tag: `"${createHash('sha256').update(page).digest('base64url')}"`,
    policy: `${own}; frame-ancestors 'none'`,
    files: (await filesOf(folder)).filter((name) => name !== 'index.html'),
    assets: await filesOf(join(folder, 'assets')),
  };
}

async function filesOf(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.')).map(({ name }) => name);
}
