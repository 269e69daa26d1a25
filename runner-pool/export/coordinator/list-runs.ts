import { RunList, type RunSummary } from '../../../contract/run-view.ts';
import { isOver } from '../../history/is-over.ts';
import type { History } from '../open-history.ts';
import type { CoordinatorClient } from './coordinator-client.ts';

/** A job takes six days at most, and is known to be lost soon after. */
const longestRunMs = 8 * 86_400_000;

/** Of the repositories that are wanted, owner/name in lower case and GitHub's id; null: of whichever had that name last. */
export type RepositoryIds = ReadonlyMap<string, number | null>;

/**
 * Runs of these repositories that are over and that the history does not know, newest first. A run that
 * took long may end when all that began after it are known: the list is read back as far as one can have begun.
 */
export async function listRuns(
  client: CoordinatorClient,
  repositories: RepositoryIds,
  history: Pick<History, 'knows'>,
): Promise<readonly RunSummary[]> {
  const isWanted = among(repositories);
  const found: RunSummary[] = [];
  let newestMs: number | null = null;
  let cursor: string | null = null;
  do {
    const after: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const { items, nextCursor } = await client.get(`/v1/runs?limit=100${after}`, RunList);
    const ours = items.filter(isWanted);
    const unknown = ours.filter(({ id }) => !history.knows(id));
    found.push(...unknown.filter(({ state }) => isOver(state)));
    newestMs ??= Date.parse(items[0]?.createdAt ?? '');
    const isOld = Date.parse(items.at(-1)?.createdAt ?? '') < newestMs - longestRunMs;
    if (isOld && ours.length > 0 && unknown.length === 0) break;
    cursor = nextCursor;
  } while (cursor !== null);
  return found;
}

/** A name says little: a repository that is private may have had that of one that is public. Asked newest run first. */
function among(repositories: RepositoryIds): (run: RunSummary) => boolean {
  const ids = new Map(repositories);
  return ({ repository, repositoryId }) => {
    const name = repository.toLowerCase();
    if (ids.get(name) === null) ids.set(name, repositoryId);
    return ids.get(name) === repositoryId;
  };
}
