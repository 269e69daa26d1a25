import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface S3Server {
  readonly url: string;
  readonly objects: Map<string, Buffer>;
  /** Why requests were refused. */
  readonly refusals: readonly string[];
  /** Answers the next requests so, instead of doing what they ask. */
  readonly failNext: (status: number, times: number) => void;
  readonly close: () => Promise<void>;
}

export interface S3Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region: string;
  readonly bucket: string;
}

/** PUT, GET with a range, and DELETE of objects in one bucket; every signature (AWS4-HMAC-SHA256) and body hash is checked. */
export async function startS3Server(credentials: S3Credentials): Promise<S3Server> {
  const objects = new Map<string, Buffer>();
  const refusals: string[] = [];
  const failures: number[] = [];
  const answerTo = (request: IncomingMessage, body: Buffer): Answer => {
    const refusal = faultOf(request, body, credentials);
    if (refusal !== null) {
      refusals.push(refusal);
      return { status: 403, body: fault('SignatureDoesNotMatch') };
    }
    const status = failures.shift();
    return status === undefined ? serve(objects, request, body) : { status, body: fault('SlowDown') };
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { status, body = Buffer.of() } = answerTo(request, Buffer.concat(chunks));
      response.writeHead(status, { 'content-length': body.length }).end(body);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects,
    refusals,
    failNext: (status, times) => failures.push(...Array.from({ length: times }, () => status)),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function serve(
  objects: Map<string, Buffer>,
  { method, url = '', headers }: IncomingMessage,
  body: Buffer,
): Answer {
  const object = objects.get(url);
  if (method === 'PUT') {
    objects.set(url, body);
    return { status: 200 };
  }
  if (method === 'DELETE') {
    objects.delete(url);
    return { status: 204 };
  }
  if (object === undefined) return { status: 404, body: fault('NoSuchKey') };
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? '') ?? [];
  if (first === undefined || last === undefined) return { status: 200, body: object };
  return { status: 206, body: object.subarray(Number(first), Number(last) + 1) };
}

interface Answer {
  readonly status: number;
  readonly body?: Buffer;
}

const fault = (code: string): Buffer => Buffer.from(`<Error><Code>${code}</Code></Error>`);

/** As AWS describes the check: the request in canonical form, hashed, and signed with a key for this day, region and service. */
function faultOf(request: IncomingMessage, body: Buffer, credentials: S3Credentials): string | null {
  const { headers, method = '', url = '' } = request;
  const found =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([\w;-]+), Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? '',
    );
  if (found === null) return `no signature in ${headers.authorization}`;
  const [, id = '', day = '', region = '', names = '', signature = ''] = found;
  const date = String(headers['x-amz-date']);
  if (id !== credentials.accessKeyId || region !== credentials.region) return `signed by ${id} for ${region}`;
  if (!date.startsWith(day) || Math.abs(Date.now() - timeOf(date)) > 300_000) return `signed at ${date}`;
  if (!names.split(';').includes('host')) return 'the host is not signed';
  if (!url.startsWith(`/${credentials.bucket}/`)) return `no such bucket: ${url}`;
  const bodyHash = String(headers['x-amz-content-sha256']);
  if (method === 'PUT' && bodyHash !== sha256(body)) return 'the body is not what was signed';
  const signed = names.split(';').map((name) => `${name}:${String(headers[name]).trim()}\n`);
  const canonical = [method, url, '', signed.join(''), names, bodyHash].join('\n');
  const toSign = [
    'AWS4-HMAC-SHA256',
    date,
    `${day}/${region}/s3/aws4_request`,
    sha256(Buffer.from(canonical)),
  ];
  const key = [day, region, 's3', 'aws4_request'].reduce<Buffer>(
    hmac,
    Buffer.from(`AWS4${credentials.secretAccessKey}`),
  );
  const expected = hmac(key, toSign.join('\n'));
  return timingSafeEqual(expected, Buffer.from(signature, 'hex')) ? null : 'another signature';
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const hmac = (key: Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
const timeOf = (date: string): number =>
  Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
