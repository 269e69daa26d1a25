import { randomBytes } from 'node:crypto';
import {
  type CryptoKey,
  exportJWK,
  exportSPKI,
  generateKeyPair,
  type JWK,
  SignJWT,
  UnsecuredJWT,
} from 'jose';
import type { Claims } from './job-claims.ts';

export interface SigningKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
}

/**
 * How a token is signed: rightly, or in one of the ways of a forger: with a key of his own under the id of ours, not at all,
 * or with our public key taken for a shared secret.
 */
export type Signing = 'issuer' | 'other key' | 'none' | 'HS256 with the public key';

export async function newSigningKey(kid: string = randomBytes(20).toString('hex')): Promise<SigningKey> {
  return { kid, ...(await generateKeyPair('RS256', { extractable: true })) };
}

export async function publishedForm(key: SigningKey): Promise<JWK> {
  return { ...(await exportJWK(key.publicKey)), kid: key.kid, alg: 'RS256', use: 'sig' };
}

export async function signClaims(claims: Claims, key: SigningKey, signing: Signing): Promise<string> {
  const header = { typ: 'JWT', alg: 'RS256', x5t: key.kid, kid: key.kid };
  switch (signing) {
    case 'issuer':
      return new SignJWT(claims).setProtectedHeader(header).sign(key.privateKey);
    case 'other key':
      return signClaims(claims, await newSigningKey(key.kid), 'issuer');
    case 'none':
      return new UnsecuredJWT(claims).encode();
    case 'HS256 with the public key': {
      const secret = new TextEncoder().encode(await exportSPKI(key.publicKey));
      return new SignJWT(claims).setProtectedHeader({ ...header, alg: 'HS256' }).sign(secret);
    }
    default:
      return signing satisfies never;
  }
}
