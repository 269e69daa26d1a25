import { hkdfSync, randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Keys for one purpose each, derived from the one that is configured. */
export interface Keys {
  readonly runTokens: Uint8Array;
  readonly logins: Uint8Array;
  readonly storage: Uint8Array;
  /** Says of two keys whether they are the same, and nothing else of them. */
  readonly fingerprint: Uint8Array;
}

export function deriveKeys(encryptionKey: Uint8Array): Keys {
  const derive = (purpose: string): Uint8Array =>
    new Uint8Array(hkdfSync('sha256', encryptionKey, new Uint8Array(), `claude-orchestrator ${purpose}`, 32));
  return {
    runTokens: derive('run tokens'),
    logins: derive('logins'),
    storage: derive('storage'),
    fingerprint: derive('fingerprint'),
  };
}

/** The key of a coordinator that was given none: made once, readable by its owner alone. */
export async function keptEncryptionKey(dataDir: string): Promise<Uint8Array> {
  await mkdir(dataDir, { recursive: true, mode: 0o711 });
  const path = join(dataDir, 'encryption-key');
  const kept = await readFile(path, 'utf8').catch(() => null);
  if (kept !== null) {
    if (/^[0-9a-f]{64}\s*$/.test(kept)) return Buffer.from(kept.trim(), 'hex');
    throw new Error(
      `${path} is not the key that was made there: 64 hexadecimal digits. Put it back out of a backup, or set ENCRYPTION_KEY.`,
    );
  }
  const key = randomBytes(32);
  await writeFile(path, `${key.toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
  return key;
}
