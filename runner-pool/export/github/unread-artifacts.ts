import type { History } from '../open-history.ts';
import type { RunArtifact } from './list-artifacts.ts';

interface Wanted {
  /** A repository's, newest first. */
  readonly pages: AsyncIterable<readonly RunArtifact[]>;
  readonly history: Pick<History, 'knows' | 'isNoted'>;
  /** Whatever was made since then is looked at; null: all older ones are known where all of a page are. */
  readonly since: string | null;
}

/** Artifacts that the history does not know yet, each once, oldest first of each page. */
export async function* unreadArtifacts({ pages, history, since }: Wanted): AsyncGenerator<RunArtifact> {
  const given = new Set<number>();
  const runs = new Set<string>();
  for await (const page of pages) {
    // Strangers make as many as they like.
    const genuine = page.filter(({ unfit }) => unfit !== 'untrusted');
    // What came meanwhile has a page come again of which all is known by now.
    const isOld = genuine.every((one) => isKnown(history, one) && !runs.has(one.runId));
    const oldest = genuine.at(-1)?.at;
    if (isOld && oldest !== undefined && (since === null || oldest < since)) return;
    for (const artifact of page.toReversed()) {
      if (given.has(artifact.id) || isKnown(history, artifact)) continue;
      given.add(artifact.id);
      if (artifact.unfit !== 'untrusted') runs.add(artifact.runId);
      yield artifact;
    }
  }
}

function isKnown(history: Wanted['history'], { name, runId, at, unfit }: RunArtifact): boolean {
  if (unfit !== 'untrusted' && history.knows(runId)) return true;
  return history.isNoted({ artifact: name, at, why: unfit ?? 'damaged' });
}
