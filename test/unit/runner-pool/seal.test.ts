import { EncryptJWT, SignJWT } from 'jose';
import { expect, it } from 'vitest';
import { seal, unseal } from '../../../runner-pool/auth/seal.ts';

const key = new Uint8Array(32).fill(1);
let nowMs = 1_800_000_000_000;
const sealing = { key, purpose: 'login', clock: () => nowMs };
const sealed = await seal({ state: 'abc', count: 2 }, { ...sealing, lifeSeconds: 600 });

it('opens what was sealed, and shows nothing of it before', async () => {
  expect(await unseal(sealed, sealing)).toMatchObject({ state: 'abc', count: 2 });
  expect(Buffer.from(sealed.replaceAll('.', ''), 'base64url').toString('latin1')).not.toContain('abc');
});

it('opens nothing for another purpose, with another key, or that was changed', async () => {
  expect(await unseal(sealed, { ...sealing, purpose: 'device' })).toBeNull();
  expect(await unseal(sealed, { ...sealing, key: new Uint8Array(32).fill(2) })).toBeNull();
  const parts = sealed.split('.');
  for (const [index, part] of parts.entries()) {
    const changed = parts.with(index, part.startsWith('A') ? `B${part.slice(1)}` : `A${part.slice(1)}`);
    expect(await unseal(changed.join('.'), sealing)).toBeNull();
  }
});

it('opens nothing that is over', async () => {
  nowMs += 599_000;
  expect(await unseal(sealed, sealing)).not.toBeNull();
  nowMs += 2_000;
  expect(await unseal(sealed, sealing)).toBeNull();
});

it('opens nothing that was made another way', async () => {
  const endless = await new EncryptJWT({ state: 'abc' })
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .setAudience('login')
    .encrypt(key);
  const signed = await new SignJWT({ state: 'abc' })
    .setProtectedHeader({ alg: 'HS256' })
    .setAudience('login')
    .setExpirationTime('1h')
    .sign(key);
  for (const text of [endless, signed, '', 'a.b.c.d.e', '.'.repeat(4)])
    expect(await unseal(text, sealing)).toBeNull();
});
