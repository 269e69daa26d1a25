import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { Dispatcher } from 'undici';
import { type ApiError, sendApiError } from './api-error.ts';
import { decoded } from './decoded.ts';
import { responseHeaders } from './headers.ts';
import { isObject, parseJson } from './json.ts';
import { createWithholder } from './withhold.ts';

export interface Passing {
  readonly response: ServerResponse;
  /** The real credential: in nothing that goes back. */
  readonly secret: string;
  readonly host: string;
  /** Nobody takes the answer any more: what still comes is only looked at. */
  readonly gone: AbortSignal;
  /** Sees what the child sees, after it was sent on. */
  readonly onChunk: (chunk: Buffer) => void;
}

/** Passes a good answer on as it comes, at the pace at which it is taken. */
export async function passAnswer(answer: Dispatcher.ResponseData, passing: Passing): Promise<void> {
  const { response, secret, gone, onChunk } = passing;
  const body = decoded(answer);
  if (!gone.aborted) {
    response.writeHead(answer.statusCode, responseHeaders(answer.headers, secret));
    response.flushHeaders();
  }
  const withholder = createWithholder(secret);
  const put = async (chunk: Buffer): Promise<void> => {
    if (chunk.length === 0) return;
    const taken = gone.aborted || response.write(chunk);
    onChunk(chunk);
    if (!taken) await once(response, 'drain', { signal: gone }).catch(() => undefined);
  };
  for await (const chunk of body) await put(withholder.push(chunk));
  await put(withholder.end());
  response.end();
}

/** More than any error of the API; what is beyond is cut off. */
const maxErrorBytes = 256 * 1024;

/**
 * Passes an error on, and returns what it says when it is about the credential. Claude Code repeats a 401 for minutes, so it
 * becomes a 403, which ends it at once.
 */
export async function passError(answer: Dispatcher.ResponseData, passing: Passing): Promise<ApiError | null> {
  const { response, secret, host } = passing;
  const { statusCode: status } = answer;
  if (status < 400) {
    // Broken off, it says so by an error event.
    answer.body.on('error', () => undefined).destroy();
    const message = `The model API at ${host} answered ${status}, which points elsewhere or is no answer; redirects are not followed. Give the final address as anthropic-base-url.`;
    sendApiError(response, { status: 502, message });
    return null;
  }
  const body = await readError(answer, secret);
  if (status !== 401) {
    response.writeHead(status, { ...responseHeaders(answer.headers, secret), 'content-length': body.length });
    response.end(body);
    return status === 403 ? { status, message: messageOf(body) } : null;
  }
  const error = {
    status: 403,
    message: `The model API at ${host} refused the credential (401): ${messageOf(body)}`,
  };
  sendApiError(response, error);
  return error;
}

async function readError(answer: Dispatcher.ResponseData, secret: string): Promise<Buffer> {
  const withholder = createWithholder(secret);
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of decoded(answer)) {
    parts.push(withholder.push(chunk));
    bytes += chunk.length;
    if (bytes > maxErrorBytes) break;
  }
  return Buffer.concat([...parts, withholder.end()]);
}

function messageOf(body: Buffer): string {
  const parsed = parseJson(body.toString('utf8'));
  const error = isObject(parsed) ? parsed['error'] : undefined;
  const message = isObject(error) ? error['message'] : undefined;
  return (typeof message === 'string' ? message : 'no reason was given').slice(0, 500);
}
