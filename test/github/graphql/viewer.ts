import type { Repository } from '../repository.ts';
import { isAllowed, type Need, type Token } from '../token.ts';
import type { World } from '../world.ts';

/** Who asks, in which world: every node is seen through it. */
export interface Viewer {
  readonly world: World;
  readonly token: Token;
}

export function may(viewer: Viewer, repository: Repository, need: Need): boolean {
  return isAllowed(viewer.token, repository, need);
}

/**
 * Resolving a thread takes `contents: write` of a workflow's token, however little that has to do with contents;
 * `pull_requests: write` alone is refused (github/gh-aw#35726).
 */
export const resolveThread: Need = { level: 'write', anyOf: ['contents'] };
