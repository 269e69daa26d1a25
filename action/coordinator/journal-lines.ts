import { type FileHandle, open } from 'node:fs/promises';
import { maxEventBytes } from '../../contract/run-protocol.ts';
import { createLineSplitter } from '../claude/lines.ts';

/** One line of the journal, as it is sent. */
export interface JournalLine {
  readonly seq: number;
  readonly json: string;
  readonly bytes: number;
}

export interface JournalLines {
  /** The lines from `seq` on that are written by now, in order; the caller stops when it has enough. */
  readonly from: (seq: number) => AsyncGenerator<JournalLine>;
  readonly close: () => Promise<void>;
}

interface Place {
  readonly seq: number;
  readonly offset: number;
}

const chunkBytes = 131_072;
/** So far apart are the places that are remembered. */
const placeEveryBytes = 524_288;
const headBytes = 16_384;

/**
 * Reads a journal that is still being written. It is numbered from 1 without gaps, so that a line's number is its place. Nothing of it is
 * held in memory but where some of its lines begin.
 */
export function readJournal(path: string): JournalLines {
  const places: Place[] = [{ seq: 1, offset: 0 }];
  let opened: Promise<FileHandle> | null = null;
  return {
    from: async function* (seq) {
      opened ??= open(path, 'r');
      const file = await opened;
      let at = places.findLast((place) => place.seq <= seq) ?? { seq: 1, offset: 0 };
      for await (const line of linesAfter(file, at.offset)) {
        if (at.seq >= seq) yield line.json === null ? await cutLine(file, at, line.bytes) : whole(at, line);
        at = { seq: at.seq + 1, offset: at.offset + line.bytes + 1 };
        const last = places.at(-1)?.offset ?? 0;
        if (at.offset - last >= placeEveryBytes) places.push(at);
      }
    },
    close: async () => (await opened?.catch(() => null))?.close(),
  };
}

interface Read {
  /** Null for a line that is too long to be held. */
  readonly json: string | null;
  readonly bytes: number;
}

/** Whole lines only: what comes after the last line feed is still being written. */
async function* linesAfter(file: FileHandle, offset: number): AsyncGenerator<Read> {
  const splitter = createLineSplitter(maxEventBytes);
  for (let position = offset; ; ) {
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(chunkBytes), 0, chunkBytes, position);
    if (bytesRead === 0) return;
    position += bytesRead;
    for (const line of splitter.push(buffer.subarray(0, bytesRead)))
      yield line.kind === 'overlong'
        ? { json: null, bytes: line.bytes }
        : { json: line.text, bytes: Buffer.byteLength(line.text) };
  }
}

function whole({ seq }: Place, { json, bytes }: Read): JournalLine {
  return { seq, json: json ?? '', bytes };
}

/** The beginning of a line that is too long for one event, with what was cut said in it; the journal itself has all of it. */
async function cutLine(file: FileHandle, { seq, offset }: Place, bytes: number): Promise<JournalLine> {
  const { buffer } = await file.read(Buffer.alloc(headBytes), 0, headBytes, offset);
  const head = buffer.toString('utf8');
  const { at = '', type = '' } =
    /^\{"seq":\d+,"at":"(?<at>[^"\\]*)","type":"(?<type>[^"\\]*)"/.exec(head)?.groups ?? {};
  const data = { cut: { bytes, why: 'longer than one event may be; the journal has all of it' }, head };
  return lineOf({ seq, at, type, data });
}

export function lineOf(event: {
  readonly seq: number;
  readonly at: string;
  readonly type: string;
  readonly data: unknown;
}): JournalLine {
  const json = JSON.stringify(event);
  return { seq: event.seq, json, bytes: Buffer.byteLength(json) };
}
