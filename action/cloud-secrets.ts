import { readFile } from 'node:fs/promises';

const longestFileBytes = 256 * 1024;

/**
 * Every text in a cloud's file of credentials that could be a secret: Claude can read the file, so what is in it must not be
 * published. Nothing where there is no file, or one that is not JSON.
 */
export async function cloudSecrets(file: string | null): Promise<readonly string[]> {
  if (file === null) return [];
  const text = await readFile(file, 'utf8').catch(() => '');
  if (text.length > longestFileBytes) return [];
  try {
    return secretsIn(JSON.parse(text), '');
  } catch {
    return [];
  }
}

/** By what Google calls them: keys, tokens, and the headers with which a token is asked for. */
const secretNames = /key|token|secret|authorization|password|assertion/i;
/** Addresses and kinds, which these names are part of too. */
const publicNames = /(_url|_uri|_type|_path|format)$/i;

function secretsIn(value: unknown, name: string): readonly string[] {
  if (typeof value === 'string')
    return secretNames.test(name) && !publicNames.test(name) ? [value.replace(/^bearer /i, '')] : [];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inner]) => secretsIn(inner, key));
}
