import { isAway } from './database/database-faults.ts';

const usualPorts: Readonly<Record<string, string>> = {
  'postgres:': '5432',
  'postgresql:': '5432',
  'redis:': '6379',
  'rediss:': '6379',
};

/** Host and port (or socket) of a setting's address: never its user, password or path. */
export function placeOfUrl(url: string): string {
  const { protocol, hostname, port, searchParams } = new URL(url);
  const host = searchParams.get('host') ?? decodeURIComponent(hostname);
  if (host.startsWith('/')) return host;
  const usual = usualPorts[protocol];
  return `${host || 'localhost'}${port === '' && usual === undefined ? '' : `:${port || usual}`}`;
}

/** Does `work` on the database of a setting; where it cannot be reached or refuses us, the error names the setting and the place. */
export async function reaching<T>(setting: string, url: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const why = whyNot(error, url);
    if (why === null) throw error;
    throw new Error(`${setting}: PostgreSQL at ${placeOfUrl(url)} ${why}`, { cause: error });
  }
}

function whyNot(error: unknown, url: string): string | null {
  const { code = '', message = '' } = error as { readonly code?: string; readonly message?: string };
  if (isAway(error))
    return `cannot be reached (${code || message}). Start it, or correct the address, then start again.`;
  const { username, pathname } = new URL(url);
  if (code === '28P01' || code === '28000')
    return `refuses the login of ${decodeURIComponent(username) || 'the usual user'} (${code}). Correct user and password.`;
  if (code === '3D000')
    return `has no database ${decodeURIComponent(pathname.slice(1)) || 'of that user’s name'}. Make it, or name another.`;
  // Of the driver: the server has no TLS, or none that is trusted.
  const isTls = /\b(SSL|TLS)\b|certificate/i.test(message);
  return isTls ? `gives no connection that is safe (${message}). Correct sslmode in the address.` : null;
}
