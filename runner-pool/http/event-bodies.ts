import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { FastifyRequest } from 'fastify';
import { maxBatchBytes } from '../../contract/run-protocol.ts';
import { ProblemError } from '../problem.ts';
import type { App } from './app.ts';
import { parseExactly } from './exact-json.ts';

const inflate = promisify(gunzip);

/** How batches of events may come: as JSON or as lines of JSON, plain or gzipped, and in no form larger than the contract allows. */
export function takeEventBodies(app: App): void {
  const options = { parseAs: 'buffer', bodyLimit: maxBatchBytes } as const;
  app.addContentTypeParser('application/json', options, async (request: FastifyRequest, body: Buffer) =>
    parsed(await plain(request, body), parseExactly),
  );
  app.addContentTypeParser('application/x-ndjson', options, async (request: FastifyRequest, body: Buffer) =>
    parsed(await plain(request, body), (text) => ({ events: linesOf(text) })),
  );
}

async function plain({ headers }: FastifyRequest, body: Buffer): Promise<string> {
  const encoding = headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (encoding === 'identity') return body.toString();
  if (encoding !== 'gzip')
    throw new ProblemError({
      status: 415,
      code: 'unsupported_encoding',
      detail: `content-encoding is ${JSON.stringify(encoding.slice(0, 40))}: send gzip, or nothing.`,
    });
  try {
    return (await inflate(body, { maxOutputLength: maxBatchBytes })).toString();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_BUFFER_TOO_LARGE')
      throw new ProblemError({
        status: 400,
        code: 'bad_compression',
        detail: 'The body is not gzip, or it ends early. Send the batch again.',
        cause: error,
      });
    throw new ProblemError({
      status: 413,
      code: 'batch_too_large',
      detail: `The body is more than ${maxBatchBytes} bytes before compression. Send fewer events at once.`,
    });
  }
}

function parsed(text: string, parse: (text: string) => unknown): unknown {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new ProblemError({
      status: 400,
      code: 'invalid_json',
      detail: 'The body is not JSON. Send {"events":[…]}, or lines of JSON as application/x-ndjson.',
      cause: error,
    });
  }
}

function linesOf(text: string): readonly unknown[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(parseExactly);
}
