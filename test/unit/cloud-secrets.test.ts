import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { cloudSecrets } from '../../action/cloud-secrets.ts';

async function fileOf(content: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'co-cloud-'));
  onTestFinished(async () => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'creds.json'), content);
  return join(folder, 'creds.json');
}

it("knows the keys of a service account's file", async () => {
  const file = await fileOf(
    JSON.stringify({
      type: 'service_account',
      project_id: 'shop',
      private_key_id: '0123456789abcdef',
      private_key: '-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n',
      token_uri: 'https://oauth2.googleapis.com/token',
      client_email: 'ci@shop.iam.gserviceaccount.com',
    }),
  );
  expect(await cloudSecrets(file)).toEqual([
    '0123456789abcdef',
    '-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n',
  ]);
});

it('knows the token with which an identity is asked for', async () => {
  const file = await fileOf(
    JSON.stringify({
      type: 'external_account',
      subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
      credential_source: {
        url: 'https://pipelines.actions.githubusercontent.com/x',
        headers: { Authorization: 'Bearer the-token-of-the-runner' },
      },
    }),
  );
  expect(await cloudSecrets(file)).toEqual(['the-token-of-the-runner']);
});

it.each(['', 'not JSON', '"text"'])('finds nothing in %j', async (content) => {
  expect(await cloudSecrets(await fileOf(content))).toEqual([]);
});

it('finds nothing where there is no file', async () => {
  expect(await cloudSecrets(null)).toEqual([]);
  expect(await cloudSecrets('/nowhere/creds.json')).toEqual([]);
});
