import { pino } from 'pino';
import { afterAll, expect, it } from 'vitest';
import { probeBlobStore } from '../../../../runner-pool/blobs/probe-blob-store.ts';
import { createS3Store } from '../../../../runner-pool/blobs/s3-store.ts';
import { startS3Server } from '../../../helpers/coordinator/s3-server.ts';

const aws = { accessKeyId: 'AKIDTEST', secretAccessKey: 'hush', region: 'eu-west-3', bucket: 'runs' };
const s3 = await startS3Server(aws);
afterAll(s3.close);

const { region, bucket, accessKeyId } = aws;
const setting = { kind: 's3', endpoint: s3.url, region, bucket, prefix: 'a', credentials: aws } as const;

async function outcomeOf(
  change: object,
): Promise<{ readonly error: string | null; readonly logged: string }> {
  const lines: string[] = [];
  const log = pino({}, { write: (line) => void lines.push(line) });
  const error = await probeBlobStore(createS3Store({ ...setting, ...change }), log).then(
    () => null,
    (fault: Error) => fault.message,
  );
  return { error, logged: lines.join('') };
}

it('leaves nothing behind where all is well', async () => {
  expect(await outcomeOf({})).toEqual({ error: null, logged: '' });
  expect(s3.objects.size).toBe(0);
});

it('names the settings where the store refuses them', async () => {
  const { error } = await outcomeOf({ credentials: { accessKeyId, secretAccessKey: 'wrong' } });
  expect(error).toBe(
    'BLOB_STORE: The blob store answered 403 SignatureDoesNotMatch to PUT. Correct its bucket, region and endpoint, or AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, which must be let put, get and delete objects.',
  );
});

it('starts where the store is busy for a while, and says so', async () => {
  s3.failNext(503, 4);
  const { error, logged } = await outcomeOf({});
  expect(error).toBe(null);
  expect(logged).toContain('BLOB_STORE: The blob store answered 503 SlowDown to PUT. It is asked again.');
});

it('starts without a store that does not answer, and says so', async () => {
  const { error, logged } = await outcomeOf({ endpoint: 'http://127.0.0.1:1' });
  expect(error).toBe(null);
  expect(logged).toContain('BLOB_STORE: The blob store did not answer to PUT');
});
