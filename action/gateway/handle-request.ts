import { admit, type Door } from './admit.ts';
import { sendApiError } from './api-error.ts';
import type { Exchange, GatewayParts } from './parts.ts';
import { maxBodyBytes, readBody } from './read-body.ts';
import { relay } from './relay.ts';
import { relayCall } from './relay-call.ts';
import { asCall, checkBody } from './request-body.ts';

/** From a request line to the end of its answer. Whatever is refused here, the model API never sees. */
export async function handleRequest(exchange: Exchange, door: Door, parts: GatewayParts): Promise<void> {
  const { request, response } = exchange;
  const admission = admit(request, door);
  if (admission.kind === 'refused') {
    parts.log.warn(`The gateway refused a request (${admission.error.status}): ${admission.error.message}`);
    sendApiError(response, admission.error);
    return;
  }
  const bytes = await readBody(request);
  if (bytes === null) {
    sendApiError(response, { status: 413, message: `The body is larger than ${maxBodyBytes} bytes.` });
    return;
  }
  const checked = checkBody(bytes);
  if (checked.kind !== 'checked') {
    if (checked.kind === 'denied') parts.onRefusal({ failureClass: 'denied', message: checked.message });
    parts.log.warn(`The gateway refused a call: ${checked.message}`);
    sendApiError(response, { status: checked.kind === 'denied' ? 403 : 400, message: checked.message });
    return;
  }
  if (checked.dropped.length > 0)
    parts.log.debug(`The gateway left fields away: ${checked.dropped.join(', ')}`);
  if (admission.route === 'count_tokens') {
    await relay(exchange, checked.body, { ...parts, onAnswer: () => undefined, onChunk: () => undefined });
    return;
  }
  const call = asCall(checked.body);
  if (call === null)
    sendApiError(response, { status: 400, message: 'max_tokens: a whole number is needed.' });
  else await relayCall(exchange, call, parts);
}
