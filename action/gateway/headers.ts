import type { IncomingHttpHeaders } from 'node:http';
import { betaHeader } from './betas.ts';

/** What Claude Code sends besides credentials and what belongs to its connection; betas are looked at one by one. */
const sentOn =
  /^(accept|user-agent|x-app|anthropic-version|anthropic-dangerous-direct-browser-access|x-stainless-[\w-]+|x-claude-code-[\w-]+|x-client-[\w-]+)$/;
/** Whom the credential belongs to is none of the child's business. */
const passedBack =
  /^(content-type|retry-after|retry-after-ms|request-id|x-request-id|x-should-retry|anthropic-(?!organization)[\w-]+)$/;

export function requestHeaders(
  headers: IncomingHttpHeaders,
  credential: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return {
    ...picked(headers, sentOn),
    ...betaHeader(headers['anthropic-beta']),
    'content-type': 'application/json',
    // It is metered as it passes.
    'accept-encoding': 'identity',
    ...credential,
  };
}

/** An upstream may repeat what it was sent: no header that holds the credential goes back. */
export function responseHeaders(
  headers: IncomingHttpHeaders,
  secret: string,
): Readonly<Record<string, string>> {
  const entries = Object.entries(picked(headers, passedBack)).filter(([, value]) => !value.includes(secret));
  return Object.fromEntries(entries);
}

function picked(headers: IncomingHttpHeaders, names: RegExp): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      typeof value === 'string' && names.test(name) ? [[name, value]] : [],
    ),
  );
}
