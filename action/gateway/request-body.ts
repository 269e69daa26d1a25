import { keepFields } from './body-fields.ts';
import { findHosted } from './hosted.ts';
import { isObject, type Json, parseJson } from './json.ts';

/** A request that was looked at: only what stands in it is sent on, written anew, so that nobody reads it in another way. */
export interface CheckedBody extends Json {
  readonly model: string;
  readonly messages: readonly unknown[];
}

export interface CheckedCall extends CheckedBody {
  readonly max_tokens: number;
}

export type BodyCheck =
  | { readonly kind: 'checked'; readonly body: CheckedBody; readonly dropped: readonly string[] }
  | { readonly kind: 'invalid' | 'denied'; readonly message: string };

export function checkBody(bytes: Buffer): BodyCheck {
  const parsed = parseJson(bytes.toString('utf8'));
  if (!isObject(parsed)) return { kind: 'invalid', message: 'The body is not a JSON object.' };
  const { model, messages } = parsed;
  if (typeof model !== 'string' || model === '' || model.length > 256)
    return { kind: 'invalid', message: 'model: a name is needed.' };
  if (!Array.isArray(messages)) return { kind: 'invalid', message: 'messages: a list is needed.' };
  const hosted = findHosted(parsed);
  if (hosted !== null)
    return {
      kind: 'denied',
      message: `The request asks for ${hosted}. What the model API runs or fetches itself could carry data out of the run, so the gateway refuses it.`,
    };
  const { kept, dropped, tooLarge } = keepFields(parsed);
  if (tooLarge !== null) return { kind: 'invalid', message: tooLarge };
  return { kind: 'checked', body: { ...kept, model, messages }, dropped };
}

/** null when it does not say how long an answer may be: it could not be paid for in advance. */
export function asCall(body: CheckedBody): CheckedCall | null {
  const max = body['max_tokens'];
  return typeof max === 'number' && Number.isSafeInteger(max) && max >= 0
    ? { ...body, max_tokens: max }
    : null;
}
