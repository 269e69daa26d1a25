import { expect, it } from 'vitest';
import { readConfig } from '../../../../runner-pool/config.ts';

const keys = { AWS_ACCESS_KEY_ID: 'AKID', AWS_SECRET_ACCESS_KEY: 'hush' };
const s3 = { kind: 's3', credentials: { accessKeyId: 'AKID', secretAccessKey: 'hush' }, bucket: 'runs' };

it.each([
  [{}, { kind: 'postgres' }],
  [{ BLOB_STORE: 'postgres' }, { kind: 'postgres' }],
  [{ BLOB_STORE: 'file:///var/lib/a%20b' }, { kind: 'directory', path: '/var/lib/a b' }],
  [
    { ...keys, BLOB_STORE: 's3://runs' },
    { ...s3, prefix: '', region: 'us-east-1', endpoint: 'https://s3.us-east-1.amazonaws.com' },
  ],
  [
    { ...keys, BLOB_STORE: 's3://runs/a/b/?region=eu-west-3&endpoint=http://minio:9000/', AWS_REGION: 'x' },
    { ...s3, prefix: 'a/b', region: 'eu-west-3', endpoint: 'http://minio:9000' },
  ],
])('reads %j', (env, blobs) => {
  expect(readConfig(env)).toMatchObject({ blobs });
});

it.each([
  [
    'ftp://a',
    'BLOB_STORE is no place for blobs: give postgres, file:///folder, or s3://bucket/prefix?region=…&endpoint=….',
  ],
  ['file://host/a', 'BLOB_STORE is no place for blobs: give postgres'],
  ['file:///a%2fb', 'BLOB_STORE is no place for blobs'],
  ['ftp://user:hush@a', 'BLOB_STORE is no place for blobs'],
  ['s3://Not_a_bucket', 'BLOB_STORE is no place for blobs: give postgres'],
  ['s3://runs?endpoint=minio', 'The endpoint in BLOB_STORE is not an address'],
  ['s3://runs', 'BLOB_STORE is in S3, which needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY. Set both.'],
])('refuses %s', (value, fault) => {
  const config = readConfig({ BLOB_STORE: value, AWS_SECRET_ACCESS_KEY: 'hush' });
  expect('faults' in config ? config.faults.join('\n') : '').toContain(fault);
  expect(JSON.stringify(config)).not.toContain('hush');
});
