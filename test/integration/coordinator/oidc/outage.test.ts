import { afterAll, expect, it } from 'vitest';
import { startOidcScene } from './scene.ts';

const scene = await startOidcScene();
afterAll(scene.close);
const { github } = scene;

it('answers 503 while the issuer is away from the start', async () => {
  const run = await scene.startRun();
  const token = async () => github.oidc.sign(scene.claims(run));
  github.oidc.down();
  expect(await scene.ask(run, await token())).toMatchObject({
    status: 503,
    body: { code: 'issuer_unavailable' },
  });
  github.oidc.up();
});

it('verifies with the keys it has while the issuer is away', async () => {
  const other = await startOidcScene();
  try {
    const first = await other.startRun();
    expect((await other.ask(first, await other.github.oidc.sign(other.claims(first)))).status).toBe(201);
    other.github.oidc.down();
    const second = await other.startRun();
    expect((await other.ask(second, await other.github.oidc.sign(other.claims(second)))).status).toBe(201);
    expect(other.github.oidc.fetches.jwks).toBe(1);
  } finally {
    await other.close();
  }
});
