import { admit, type Door, type Route } from './admit.ts';
import { sendApiError } from './api-error.ts';
import type { Exchange, GatewayParts } from './parts.ts';
import { bodyRefusal, readBody } from './read-body.ts';
import { relay } from './relay.ts';
import { relayCall } from './relay-call.ts';
import { asCall, checkBody } from './request-body.ts';

/** Names of dropped fields are the child's words. */
const namedFields = 10;

/** From a request line to the end of its answer. Whatever is refused here, the model API never sees. */
export async function handleRequest(exchange: Exchange, door: Door, parts: GatewayParts): Promise<void> {
  const { request, response } = exchange;
  const admission = admit(request, door);
  if (admission.kind === 'refused') {
    parts.log.warn(
      'door',
      `The gateway refused a request (${admission.error.status}): ${admission.error.message}`,
    );
    sendApiError(response, admission.error);
    return;
  }
  const lease = parts.bodies.open();
  try {
    const body = await readBody(request, lease);
    if (body.kind === 'read')
      await handleBody(exchange, { bytes: body.bytes, route: admission.route }, parts);
    else sendApiError(response, bodyRefusal(body.kind));
  } finally {
    lease.close();
  }
}

interface ReadRequest {
  readonly bytes: Buffer;
  readonly route: Route;
}

async function handleBody(
  exchange: Exchange,
  { bytes, route }: ReadRequest,
  parts: GatewayParts,
): Promise<void> {
  const { response } = exchange;
  const checked = checkBody(bytes);
  if (checked.kind !== 'checked') {
    if (checked.kind === 'denied') parts.onRefusal({ failureClass: 'denied', message: checked.message });
    parts.log.warn(checked.kind, `The gateway refused a call: ${checked.message}`);
    sendApiError(response, { status: checked.kind === 'denied' ? 403 : 400, message: checked.message });
    return;
  }
  if (checked.dropped.length > 0)
    parts.log.debug(
      `The gateway left fields away: ${checked.dropped.slice(0, namedFields).join(', ').slice(0, 500)}`,
    );
  if (route === 'count_tokens') {
    await relay(exchange, checked.body, {
      ...parts,
      upstreamSignal: exchange.signal,
      onUnanswered: () => undefined,
      onAnswer: () => undefined,
      onChunk: () => undefined,
    });
    return;
  }
  const call = asCall(checked.body);
  if (call === null)
    sendApiError(response, { status: 400, message: 'max_tokens: a whole number is needed.' });
  else await relayCall(exchange, call, parts);
}
