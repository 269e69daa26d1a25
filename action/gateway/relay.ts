import type { Dispatcher } from 'undici';
import { sendApiError } from './api-error.ts';
import { credentialHeader } from './child-credential.ts';
import { requestHeaders } from './headers.ts';
import type { Exchange, GatewayParts } from './parts.ts';
import { type Passing, passAnswer, passError } from './pass-answer.ts';
import type { CheckedBody } from './request-body.ts';

export interface RelayHooks {
  /** A good answer begins. */
  readonly onAnswer: (answer: Dispatcher.ResponseData) => void;
  readonly onChunk: (chunk: Buffer) => void;
  /** The API took the request and did not answer in all the time it had. */
  readonly onUnanswered: () => void;
  /** Ends the request to the model API. */
  readonly upstreamSignal: AbortSignal;
}

/** Sends a checked body on and its answer back. Returns the status of the model API, 0 when it did not answer. */
export async function relay(
  { request, response, signal }: Exchange,
  body: CheckedBody,
  { upstream, credential, log, onRefusal, ...hooks }: GatewayParts & RelayHooks,
): Promise<number> {
  const passing: Passing = {
    response,
    gone: signal,
    secret: credential.value,
    host: upstream.host,
    onChunk: hooks.onChunk,
  };
  let status = 0;
  try {
    const answer = await upstream.post(request.url ?? '', {
      headers: requestHeaders(request.headers, credentialHeader(credential)),
      body: JSON.stringify(body),
      signal: hooks.upstreamSignal,
    });
    status = answer.statusCode;
    if (status >= 200 && status < 300) {
      hooks.onAnswer(answer);
      await passAnswer(answer, passing);
    } else {
      const refused = await passError(answer, passing);
      if (refused !== null) onRefusal({ failureClass: 'auth', message: refused.message });
    }
  } catch (error) {
    // Only the code: a message may repeat what was sent.
    const code = codeOf(error);
    if (code === 'UND_ERR_HEADERS_TIMEOUT') hooks.onUnanswered();
    if (!signal.aborted) log.warn('upstream', `The model API at ${upstream.host} broke off: ${code}`);
    sendApiError(response, {
      status: 502,
      message: `The gateway cannot reach the model API at ${upstream.host}: ${code}`,
    });
  }
  return status;
}

function codeOf(error: unknown): string {
  const { code, name } = error as { readonly code?: unknown; readonly name?: unknown };
  return typeof code === 'string' ? code : String(name);
}
