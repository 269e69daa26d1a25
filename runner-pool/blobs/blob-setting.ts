import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SettingReader } from '../settings.ts';

export interface S3Setting {
  readonly kind: 's3';
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  /** Empty, or what all keys begin with. */
  readonly prefix: string;
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
}

export type BlobSetting =
  | { readonly kind: 'postgres' }
  | { readonly kind: 'directory'; readonly path: string }
  | S3Setting;

const remedy = 'give postgres, file:///folder, or s3://bucket/prefix?region=…&endpoint=….';

/** `BLOB_STORE`, and for S3 the credentials under their usual names. */
export function readBlobSetting(read: Pick<SettingReader, 'text'>, faults: string[]): BlobSetting {
  const text = read.text('BLOB_STORE', 'postgres');
  const none = { kind: 'postgres' } as const;
  if (text === 'postgres') return none;
  const url = URL.parse(text);
  if (url?.protocol === 'file:' && url.host === '' && !/%2f/i.test(url.pathname))
    return { kind: 'directory', path: resolve(fileURLToPath(url)) };
  const bucket = url?.hostname ?? '';
  if (url?.protocol !== 's3:' || !/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket)) {
    // It may hold a password.
    faults.push(`BLOB_STORE is no place for blobs: ${remedy}`);
    return none;
  }
  const accessKeyId = read.text('AWS_ACCESS_KEY_ID', '');
  const secretAccessKey = read.text('AWS_SECRET_ACCESS_KEY', '');
  if (accessKeyId === '' || secretAccessKey === '')
    faults.push('BLOB_STORE is in S3, which needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY. Set both.');
  const sessionToken = read.text('AWS_SESSION_TOKEN', '');
  const region = url.searchParams.get('region') ?? read.text('AWS_REGION', 'us-east-1');
  const endpoint = url.searchParams.get('endpoint') ?? `https://s3.${region}.amazonaws.com`;
  if (!['http:', 'https:'].includes(URL.parse(endpoint)?.protocol ?? ''))
    faults.push('The endpoint in BLOB_STORE is not an address that begins with http:// or https://.');
  return {
    kind: 's3',
    endpoint: endpoint.replace(/\/+$/, ''),
    region,
    bucket,
    prefix: url.pathname.replace(/^\/+|\/+$/g, ''),
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken === '' ? {} : { sessionToken }) },
  };
}
