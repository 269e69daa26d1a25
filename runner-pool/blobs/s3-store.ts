import { createHash } from 'node:crypto';
import { AwsClient } from 'aws4fetch';
import type { S3Setting } from './blob-setting.ts';
import { type BlobStore, BlobStoreAway } from './blob-store.ts';

const timeoutMs = 20_000;
const retries = 3;

/** What is the fault of a setting; a clock that is wrong, or a store that is busy, may be another by itself. */
const refusals: ReadonlySet<string> = new Set([
  'AccessDenied',
  'AllAccessDisabled',
  'AuthorizationHeaderMalformed',
  'ExpiredToken',
  'IllegalLocationConstraintException',
  'InvalidAccessKeyId',
  'InvalidBucketName',
  'InvalidToken',
  'NoSuchBucket',
  'PermanentRedirect',
  'SignatureDoesNotMatch',
]);

/** A bucket of S3, or of what speaks its language; addressed by path, which all of them take. */
export function createS3Store({ endpoint, region, bucket, prefix, credentials }: S3Setting): BlobStore {
  const client = new AwsClient({ ...credentials, region, service: 's3', retries, initRetryMs: 200 });
  const urlOf = (key: string): string =>
    [endpoint, bucket, prefix, key].filter((part) => part !== '').join('/');
  const ask = async (key: string, init: RequestInit, expected: readonly number[]): Promise<Buffer> => {
    const { method = 'GET' } = init;
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      const answer = await client.fetch(urlOf(key), { ...init, signal });
      const body = Buffer.from(await answer.arrayBuffer());
      if (expected.includes(answer.status)) return body;
      const { status } = answer;
      const code = codeOf(body);
      throw new BlobStoreAway(`answered ${status} ${code} to ${method}`, {
        status: status === 404 ? 404 : 0,
        isRefusal: refusals.has(code),
      });
    } catch (error) {
      if (error instanceof BlobStoreAway) throw error;
      throw new BlobStoreAway(`did not answer to ${method}: ${String(error)}`, { cause: error });
    }
  };
  return {
    name: 's3',
    put: async (key, bytes) => {
      const headers = { 'x-amz-content-sha256': createHash('sha256').update(bytes).digest('hex') };
      await ask(key, { method: 'PUT', body: new Uint8Array(bytes), headers }, [200]);
    },
    get: async (key, { start, length }) => {
      const body = await ask(key, { headers: { range: `bytes=${start}-${start + length - 1}` } }, [206]);
      if (body.length === length) return body;
      throw new BlobStoreAway(`gave ${body.length} bytes of ${length}`);
    },
    remove: async (key) => {
      await ask(key, { method: 'DELETE' }, [200, 204, 404]);
    },
  };
}

const codeOf = (body: Buffer): string => /<Code>(\w{1,60})<\/Code>/.exec(body.toString())?.[1] ?? '';
