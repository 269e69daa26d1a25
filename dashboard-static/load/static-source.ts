import type { EventChunk, HistoryRun, IndexShard, Manifest } from '../../contract/history.ts';
import { joinShards } from './run-table.ts';
import { LoadError, type Source } from './source.ts';

/** Files that `claude-orchestrator export` wrote, below `base` (an absolute address that ends with `/`). */
export function staticSource(base: string, fetchFile: typeof fetch = fetch): Source {
  const text = async (file: string, signal: AbortSignal): Promise<string> => {
    const answer = await fetchFile(new URL(file, base), { signal }).catch((error: unknown) => {
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
    index: async (signal) => {
      const manifest = await json<Manifest>('manifest.json', signal);
      const shards = await Promise.all(
        manifest.shards.map(async ({ file }) => json<IndexShard>(file, signal)),
      );
      return { manifest, table: joinShards(shards) };
    },
    run: async (id, signal) => json<HistoryRun>(`runs/${encodeURIComponent(id)}/run.json`, signal),
    chunk: async (run, file, signal) =>
      json<EventChunk>(`runs/${encodeURIComponent(run.id)}/${file}`, signal),
    body: async (run, file, signal) => text(`runs/${encodeURIComponent(run.id)}/${file}`, signal),
  };
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
