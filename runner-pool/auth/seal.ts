import { EncryptJWT, jwtDecrypt } from 'jose';

interface SealOptions {
  readonly key: Uint8Array;
  /** What is sealed for one purpose opens for no other. */
  readonly purpose: string;
  readonly clock: () => number;
}

/** Something of ours that a stranger keeps for us: they cannot read it, change it, or use it after `lifeSeconds`. */
export async function seal(
  content: Readonly<Record<string, string | number>>,
  { key, purpose, clock, lifeSeconds }: SealOptions & { readonly lifeSeconds: number },
): Promise<string> {
  return new EncryptJWT({ ...content })
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .setAudience(purpose)
    .setExpirationTime(Math.floor(clock() / 1000) + lifeSeconds)
    .encrypt(key);
}

/** Null for what we did not seal for this purpose, and for what is over. */
export async function unseal(
  text: string,
  { key, purpose, clock }: SealOptions,
): Promise<Readonly<Record<string, unknown>> | null> {
  try {
    const options = { audience: purpose, currentDate: new Date(clock()) };
    const { payload } = await jwtDecrypt(text, key, {
      ...options,
      keyManagementAlgorithms: ['dir'],
      contentEncryptionAlgorithms: ['A256GCM'],
      requiredClaims: ['exp'],
    });
    return payload;
  } catch {
    return null;
  }
}
