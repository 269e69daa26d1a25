import type { EventChunk, HistoryRun, IndexShard, Manifest } from '../../contract/history.ts';
import { joinShards } from './run-table.ts';
import { type Index, LoadError, type Source } from './source.ts';

/** What the manifest names is not there: it was published anew between the two. */
class GoneError extends LoadError {}

function asGone(error: unknown): never {
  if (!(error instanceof LoadError) || error.fault !== 'not found') throw error;
  const message = 'The history was published anew just now. Load the page again in a minute.';
  throw new GoneError('not readable', message, { cause: error });
}

/** A frame or two. */
const drawnAfterMs = 50;

/** Files that `claude-orchestrator export` wrote, below `base` (an absolute address that ends with `/`). */
export function staticSource(base: string, fetchFile: typeof fetch = fetch): Source {
  const text = async (file: string, signal: AbortSignal): Promise<string> => {
    // All files but this one either never change or are named by it.
    const cache = file === 'manifest.json' ? 'no-cache' : 'default';
    const answer = await fetchFile(new URL(file, base), { signal, cache }).catch((error: unknown) => {
      signal.throwIfAborted();
      throw new LoadError('offline', `${file} could not be fetched. Are you online?`, { cause: error });
    });
    if (answer.status === 404) throw new LoadError('not found', `There is no ${file} here.`);
    if (!answer.ok) throw new LoadError('not readable', `${file}: the server answered ${answer.status}.`);
    return answer.text();
  };
  const json = async <T extends { readonly version: number }>(
    file: string,
    signal: AbortSignal,
  ): Promise<T> => {
    const document = parsed<T>(await text(file, signal), file);
    if (document.version === 1) return document;
    throw new LoadError(
      'not readable',
      `${file} is of version ${document.version}. Publish the dashboard again.`,
    );
  };
  return {
    index: async (signal, early) => {
      const load = async (): Promise<Index> => {
        const manifest = await json<Manifest>('manifest.json', signal);
        const shard = async (file: string): Promise<IndexShard> =>
          json<IndexShard>(file, signal).catch(asGone);
        const newest = newestOf(manifest);
        const first = newest === null ? null : await shard(newest);
        if (first !== null) {
          early({ manifest, table: joinShards([first]) });
          // The reader sees these before the browser is busy with the others.
          await new Promise((resolve) => setTimeout(resolve, drawnAfterMs));
        }
        const all = manifest.shards.map(async ({ file }) => (file === newest && first) || shard(file));
        return { manifest, table: joinShards(await Promise.all(all)) };
      };
      return load().catch(async (error: unknown) => {
        if (error instanceof GoneError) return load();
        throw error;
      });
    },
    run: async (id, signal) => json<HistoryRun>(`runs/${encodeURIComponent(id)}/run.json`, signal),
    chunk: async (run, file, signal) =>
      json<EventChunk>(`runs/${encodeURIComponent(run.id)}/${file}`, signal),
    body: async (run, file, signal) => text(`runs/${encodeURIComponent(run.id)}/${file}`, signal),
  };
}

/** The file with the newest runs, where there are several. */
function newestOf({ shards }: Manifest): string | null {
  const [newest] = shards.toSorted((a, b) => (a.lastStartedAt < b.lastStartedAt ? 1 : -1));
  return shards.length > 1 && newest !== undefined ? newest.file : null;
}

function parsed<T extends { readonly version: number }>(text: string, file: string): T {
  try {
    const document: unknown = JSON.parse(text);
    if (typeof document === 'object' && document !== null && 'version' in document) return document as T;
  } catch (error) {
    throw new LoadError('not readable', `${file} is damaged. Publish the history again.`, { cause: error });
  }
  throw new LoadError('not readable', `${file} is no file of a history. Publish it again.`);
}
