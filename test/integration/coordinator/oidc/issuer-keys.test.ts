import { exportJWK, generateKeyPair, type JSONWebKeySet, type JWK, jwtVerify, SignJWT } from 'jose';
import { expect, it } from 'vitest';
import { createIssuerKeys } from '../../../../runner-pool/auth/issuer-keys.ts';

interface Key {
  readonly kid: string;
  readonly jwk: JWK;
  readonly sign: () => Promise<string>;
}

async function newKey(kid: string): Promise<Key> {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' };
  return {
    kid,
    jwk,
    sign: async () => new SignJWT({}).setProtectedHeader({ alg: 'RS256', kid }).sign(privateKey),
  };
}

/** An issuer whose set, health and clock a test moves. */
function issuer(...first: readonly Key[]) {
  const state = { nowMs: 1_000_000, isDown: false, fetches: 0, published: first };
  const keys = createIssuerKeys({
    fetchKeys: async (): Promise<JSONWebKeySet> => {
      state.fetches += 1;
      if (state.isDown) throw new Error('503');
      return { keys: state.published.map(({ jwk }) => jwk) };
    },
    clock: () => state.nowMs,
    log: { warn: () => undefined },
  });
  const isGood = async (key: Key) =>
    jwtVerify(await key.sign(), keys).then(
      () => true,
      (error: { readonly code?: string }) => error.code ?? false,
    );
  return { state, isGood };
}

const minute = 60_000;
const [one, two, three] = [await newKey('one'), await newKey('two'), await newKey('three')];

it('fetches the keys once for many tokens', async () => {
  const { state, isGood } = issuer(one);
  expect(await Promise.all(Array.from({ length: 20 }, async () => isGood(one)))).toEqual(
    Array(20).fill(true),
  );
  expect(state.fetches).toBe(1);
});

it('takes a new key at once, and drops a withdrawn one within ten minutes', async () => {
  const { state, isGood } = issuer(one);
  expect(await isGood(one)).toBe(true);
  state.published = [one, two];
  state.nowMs += 31_000;
  expect(await isGood(two)).toBe(true);
  state.published = [two];
  state.nowMs += 11 * minute;
  expect(await isGood(one)).toBe('ERR_JWKS_NO_MATCHING_KEY');
  expect(await isGood(two)).toBe(true);
});

it('asks the issuer at most every 30 s, whatever keys tokens name', async () => {
  const { state, isGood } = issuer(one);
  await isGood(one);
  for (let count = 0; count < 50; count++) expect(await isGood(three)).toBe('ERR_JWKS_NO_MATCHING_KEY');
  expect(state.fetches).toBe(1);
  state.nowMs += 31_000;
  await isGood(three);
  await isGood(three);
  expect(state.fetches).toBe(2);
});

it('keeps the last good keys through an outage of hours, asking every 30 s, and no longer than a day', async () => {
  const { state, isGood } = issuer(one);
  await isGood(one);
  state.isDown = true;
  state.nowMs += 5 * 60 * minute;
  expect([await isGood(one), await isGood(one)]).toEqual([true, true]);
  expect(state.fetches).toBe(2);
  state.nowMs += 20 * 60 * minute;
  expect(await isGood(one)).toBe('issuer_unavailable');
  state.isDown = false;
  state.nowMs += minute;
  expect(await isGood(one)).toBe(true);
});

it('says that it cannot verify while it never had keys, and recovers', async () => {
  const { state, isGood } = issuer(one);
  state.isDown = true;
  expect([await isGood(one), await isGood(one)]).toEqual(['issuer_unavailable', 'issuer_unavailable']);
  expect(state.fetches).toBe(1);
  state.isDown = false;
  state.nowMs += 31_000;
  expect(await isGood(one)).toBe(true);
});
