import type { Readable } from 'node:stream';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { TaskFailure } from '../../task-failure.ts';

/** A run's files inside its artifact. Nothing of it is ever written to a path of its own. */
export interface RunArchive {
  /** Null where there is no such file. Ends with a fault beyond the limit, whatever the zip says of sizes. */
  readonly open: (name: string, limitBytes: number) => Promise<Readable | null>;
  /** All of a small file. */
  readonly read: (name: string, limitBytes: number) => Promise<string | null>;
  readonly close: () => void;
}

/** Of a run there are four or five; a thousand names are somebody's game. */
const mostEntries = 100;

export async function openZip(path: string): Promise<RunArchive> {
  const zip = await openPromise(path, { autoClose: false, validateEntrySizes: true }).catch(
    (error: unknown) => {
      throw unfit('is no zip', error);
    },
  );
  const entries = await entriesOf(zip).catch((error: unknown) => {
    zip.close();
    throw error instanceof TaskFailure ? error : unfit('is a broken zip', error);
  });
  const open: RunArchive['open'] = async (name, limitBytes) => {
    const entry = entries.get(name);
    if (entry === undefined) return null;
    if (entry.uncompressedSize > limitBytes) throw unfit(`has a ${name} of more than ${limitBytes} bytes`);
    return zip.openReadStreamPromise(entry);
  };
  return {
    open,
    read: async (name, limitBytes) => {
      const stream = await open(name, limitBytes);
      if (stream === null) return null;
      const chunks: Buffer[] = [];
      for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
      return Buffer.concat(chunks).toString();
    },
    close: () => zip.close(),
  };
}

/** yauzl refuses names with `..` or an absolute path itself. */
async function entriesOf(zip: ZipFile): Promise<ReadonlyMap<string, Entry>> {
  if (zip.entryCount > mostEntries) throw unfit(`has ${zip.entryCount} files`);
  const entries = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) {
    if (isLink(entry)) throw unfit(`has a link: ${JSON.stringify(entry.fileName.slice(0, 80))}`);
    if (entries.has(entry.fileName)) throw unfit(`has two of ${JSON.stringify(entry.fileName.slice(0, 80))}`);
    entries.set(entry.fileName, entry);
  }
  return entries;
}

/** The upper half of the attributes is the mode of Unix. */
const isLink = ({ externalFileAttributes }: Entry): boolean =>
  ((externalFileAttributes >>> 16) & 0o170_000) === 0o120_000;

const unfit = (what: string, cause?: unknown): TaskFailure =>
  new TaskFailure(`The run's artifact ${what}; it is left alone.`, { means: 'final', cause });
