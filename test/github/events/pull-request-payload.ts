import type { PullRequest } from '../pull-request.ts';
import { pullRequestShape } from '../shapes/pull-request-shape.ts';
import { examplePayload } from './examples.ts';
import { addressed } from './other-payloads.ts';

/** A pull_request event about this pull request: the real example's fields, ours wherever we know better. */
export async function pullRequestPayload(
  pull: PullRequest,
  action: string,
): Promise<Record<string, unknown>> {
  const example = examplePayload('pull_request', action);
  const payload: Record<string, unknown> = {
    ...example,
    action,
    number: pull.number,
    pull_request: { ...(example['pull_request'] as object), ...(await pullRequestShape(pull)) },
    ...addressed(pull.repository, pull.author, example),
  };
  delete payload['before'];
  delete payload['after'];
  if (action === 'synchronize') {
    payload['before'] = pull.previousHeadSha ?? pull.baseSha;
    payload['after'] = pull.headSha;
  }
  return payload;
}
