import type { SearchHit } from '../../contract/event-view.ts';
import type { Database } from '../database/database.ts';
import { findEvents } from '../store/event-rows.ts';
import { type FoundRun, findRunsByWords } from '../store/event-words.ts';
import { createBreather } from './breather.ts';
import { dataOf } from './event-text.ts';
import type { ReadBlobDeps } from './read-blob.ts';
import { searchTerms, textsOf } from './words.ts';

interface Deps extends ReadBlobDeps {
  readonly database: Pick<Database, 'inOrganization' | 'readOrganization'>;
}

const aroundChars = 80;
const eventsAtOnce = 50;

/** Runs in whose journal the words are, within a stretch of it; one more than `limit` where there are. Null: `text` has no word. */
export async function searchEvents(
  deps: Deps,
  {
    orgId,
    text,
    after,
    limit,
  }: {
    readonly orgId: number;
    readonly text: string;
    readonly after: { readonly at: string; readonly id: string } | null;
    readonly limit: number;
  },
): Promise<readonly SearchHit[] | null> {
  const { query, wanted } = searchTerms(text);
  if (query === '') return null;
  const found = await deps.database.readOrganization(orgId, async (tx) =>
    findRunsByWords(tx, { orgId, query, after, limit: limit + 1 }),
  );
  if (found === null) return null;
  const pattern = patternOf(wanted);
  const hits: SearchHit[] = [];
  // The one beyond the limit only shows that there is more.
  for (const [index, run] of found.entries())
    hits.push({
      ...run,
      match: index < limit && pattern !== null ? await matchIn(deps, orgId, run, pattern) : null,
    });
  return hits;
}

function patternOf(wanted: readonly (readonly string[])[]): RegExp | null {
  if (wanted.length === 0) return null;
  // Letters and digits alone: nothing in them means anything else.
  const terms = wanted.map((words) => words.join('[^\\p{L}\\p{N}\\p{M}]+'));
  return new RegExp(`(?<![\\p{L}\\p{N}\\p{M}])(?:${terms.join('|')})(?![\\p{L}\\p{N}\\p{M}])`, 'iu');
}

/** Null where it is not found as it is written: the words of a stretch need not be in one event. */
async function matchIn(
  deps: Deps,
  orgId: number,
  run: FoundRun,
  pattern: RegExp,
): Promise<SearchHit['match']> {
  const { runId, firstSeq, lastSeq: last } = run;
  const breather = createBreather();
  for (let after = firstSeq - 1; after < last; ) {
    const from = after;
    const events = await deps.database.readOrganization(orgId, async (tx) =>
      findEvents(tx, { orgId, runId, after: from, last, limit: eventsAtOnce }),
    );
    for (const event of events) {
      for (const text of textsOf(await dataOf(deps, orgId, event))) {
        const match = pattern.exec(text);
        if (match !== null) return { seq: event.seq, snippet: around(text, match.index, match[0].length) };
      }
      if (breather.isDue()) await breather.rest();
    }
    after = events.at(-1)?.seq ?? last;
  }
  return null;
}

function around(text: string, at: number, length: number): string {
  const start = Math.max(0, at - aroundChars);
  const end = Math.min(text.length, at + Math.min(length, aroundChars) + aroundChars);
  const cut = text.slice(start, end).toWellFormed().replace(/\s+/g, ' ');
  return `${start > 0 ? '…' : ''}${cut}${end < text.length ? '…' : ''}`;
}
