import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

export interface Credential {
  readonly kind: 'api-key' | 'oauth';
  readonly value: string;
}

/** What the child shows instead of the real one: of the same shape, random, and worth nothing outside this run. */
export function createChildCredential(kind: Credential['kind']): Credential {
  const prefix = kind === 'api-key' ? 'sk-ant-api03' : 'sk-ant-oat01';
  return { kind, value: `${prefix}-${randomBytes(69).toString('base64url')}-AA` };
}

/** Other processes of the machine can reach a loopback port too; they must not spend through it. */
export function showsCredential(headers: IncomingHttpHeaders, expected: Credential): boolean {
  const shown =
    expected.kind === 'api-key'
      ? headers['x-api-key']
      : /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1];
  return typeof shown === 'string' && timingSafeEqual(digest(shown), digest(expected.value));
}

export function credentialHeader({ kind, value }: Credential): Readonly<Record<string, string>> {
  return kind === 'api-key' ? { 'x-api-key': value } : { authorization: `Bearer ${value}` };
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
