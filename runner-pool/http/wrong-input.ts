import type { InputFault } from '../../contract/problem.ts';
import { ProblemError } from '../problem.ts';

/** Said in one breath; the rest is in `errors`. */
const mostInDetail = 5;

/** 422, with each fault and where it is. */
export function wrongInput(code: string, errors: readonly InputFault[]): ProblemError {
  const sentences = errors.slice(0, mostInDetail).map(({ detail }) => detail);
  const rest = errors.length - sentences.length;
  if (rest > 0) sentences.push(`And ${rest} more: see errors.`);
  return new ProblemError({ status: 422, code, detail: sentences.join(' '), more: { errors } });
}

/** As a text names a value that somebody sent. */
export function quoted(text: string): string {
  return text.length > 100 ? `${JSON.stringify(text.slice(0, 100))}…` : JSON.stringify(text);
}

export const badPolicy = (detail: string): ProblemError =>
  wrongInput('bad_policy', [{ in: 'body', pointer: '/policy/minimumGrantMicroUsd', detail }]);
