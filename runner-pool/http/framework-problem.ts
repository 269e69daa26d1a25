import type { FastifyError, FastifyRequest } from 'fastify';
import { ProblemError } from '../problem.ts';
import { quoted } from './wrong-input.ts';

/** What Fastify refuses by itself, in our words: what was wrong, and what to send. */
export function frameworkProblem(
  { code, message, statusCode = 400 }: FastifyError,
  { headers, routeOptions }: Pick<FastifyRequest, 'headers' | 'routeOptions'>,
): ProblemError {
  switch (code) {
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
      return refused(
        400,
        'invalid_json',
        'The body is not JSON, or has keys that change what an object is (__proto__, constructor). Send JSON in UTF-8.',
      );
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return refused(
        415,
        'unsupported_media_type',
        `${typeOf(headers['content-type'])} Send application/json.`,
      );
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return refused(
        413,
        'body_too_large',
        `The body is larger than ${routeOptions.bodyLimit} bytes. Send less at once.`,
      );
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return refused(
        400,
        'content_length',
        'The body has not as many bytes as Content-Length says. Send as many, or leave that header to your client.',
      );
    case 'FST_ERR_BAD_URL':
      return refused(
        400,
        'bad_address',
        'The address cannot be decoded. Write what is not ASCII in it as %XX, in UTF-8.',
      );
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return refused(414, 'address_too_long', 'A part of the address is too long.');
    default:
      return refused(statusCode, `status_${statusCode}`, `${message}.`);
  }
}

const typeOf = (sent: string | undefined): string =>
  sent === undefined ? 'The body has no Content-Type.' : `The Content-Type is ${quoted(sent)}.`;

const refused = (status: number, code: string, detail: string): ProblemError =>
  new ProblemError({ status, code, detail });
