import { type FileHandle, open } from 'node:fs/promises';
import type { Event } from '../../contract/event.ts';
import { redactedJson } from '../../contract/redact/redacted-json.ts';

/** What a process that talks without end may fill of the disk. */
const mostJournalChars = 256 * 1024 * 1024;
/** What is told of a run however much was said in it. */
const alwaysKept = /^action\.(claude_ended|published|publish_failed|ended)$/;

/** More than this waiting for the disk makes the writer wait. */
const backlogChars = 1024 * 1024;

export interface Journal {
  /** Numbers the event and hands it to the writer. Never throws: a disk that fails is told by `fault`. */
  readonly append: (type: string, data: unknown) => void;
  /** Resolves when the backlog is small enough to go on. */
  readonly ready: () => Promise<void>;
  readonly lastSeq: () => number;
  /** The first error of the disk; the journal takes no more events after it. */
  readonly fault: () => Error | null;
  /** Writes what is waiting, syncs, closes. Safe to call twice. */
  readonly close: () => Promise<void>;
}

export interface JournalOptions {
  readonly path: string;
  readonly redact: (text: string) => string;
  readonly clock: () => number;
  readonly maxChars?: number;
}

/** Opens `journal.ndjson`, append-only. Lines are written in batches, each synced to the disk before the next. */
export async function openJournal({
  path,
  redact,
  clock,
  maxChars = mostJournalChars,
}: JournalOptions): Promise<Journal> {
  let fault: Error | null = null;
  const file = await open(path, 'a').catch((error: Error) => {
    fault = error;
    return null;
  });
  const waiting: string[] = [];
  let chars = 0;
  let seq = 0;
  let written = 0;
  let isFull = false;
  let closed = false;
  let writing: Promise<void> | null = null;

  const drain = async (): Promise<void> => {
    try {
      while (waiting.length > 0) {
        const batch = waiting.splice(0).join('');
        chars = 0;
        if (file !== null) await writeAll(file, batch);
      }
    } catch (error) {
      fault = error instanceof Error ? error : new Error(String(error));
      waiting.length = 0;
    } finally {
      writing = null;
    }
  };
  const add = (type: string, data: unknown): void => {
    seq += 1;
    const event: Event = { seq, at: new Date(clock()).toISOString(), type, data };
    const line = `${redactedJson(event, redact)}\n`;
    waiting.push(line);
    chars += line.length;
    written += line.length;
    writing ??= drain();
  };
  return {
    append: (type, data) => {
      if (fault !== null || closed) return;
      if (isFull && !alwaysKept.test(type)) return;
      add(type, data);
      if (written <= maxChars || isFull) return;
      isFull = true;
      add('action.journal_full', { chars: written, why: 'what is said from here on is not kept' });
    },
    ready: async () => {
      while (chars > backlogChars && writing !== null) await writing;
    },
    lastSeq: () => seq,
    fault: () => fault,
    close: async () => {
      if (closed) return;
      closed = true;
      while (writing !== null) await writing;
      await file?.close().catch((error: Error) => {
        fault ??= error;
      });
    },
  };
}

async function writeAll(file: FileHandle, text: string): Promise<void> {
  await file.appendFile(text);
  await file.datasync();
}
