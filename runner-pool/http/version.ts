import type { FastifyReply, FastifyRequest } from 'fastify';
import { ProblemError } from '../problem.ts';
import { quoted, wrongInput } from './wrong-input.ts';

/** The version that the change is meant for: `If-Match: "3"`, or `version` in the body; null where any will do. */
export function versionAsked({ headers }: FastifyRequest, inBody: number | undefined): number | null {
  const header = headers['if-match'];
  if (header === undefined || header === '*') return inBody ?? null;
  const version = /^"(\d{1,9})"$/.exec(header)?.[1];
  if (version !== undefined && (inBody === undefined || inBody === Number(version))) return Number(version);
  const detail = `If-Match is ${quoted(header)}: send the version as it came in ETag, and the same in the body or none.`;
  throw wrongInput('bad_version', [{ in: 'header', name: 'if-match', detail }]);
}

export function withVersion<T extends { readonly version: number }>(reply: FastifyReply, shown: T): T {
  reply.header('etag', `"${shown.version}"`);
  return shown;
}

export function changedMeanwhile(version: number): ProblemError {
  return new ProblemError({
    status: 412,
    code: 'changed_meanwhile',
    detail: `It was changed meanwhile and is at version ${version}. Read it again, and make the change on that.`,
    more: { version },
  });
}
