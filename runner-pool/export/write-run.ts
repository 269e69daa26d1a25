import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Event } from '../../contract/event.ts';
import {
  beginningChars,
  chunkEvents,
  type EventChunk,
  type HistoryEvent,
  type HistoryRun,
  inlineBytes,
} from '../../contract/history.ts';
import type { Redactor } from '../../contract/redact/redactor.ts';
import { type IndexRow, rowOf } from '../history/index-rows.ts';
import { createBreather } from '../services/breather.ts';
import { followNumbering } from './number-journal.ts';
import type { RunDraft } from './run-draft.ts';

interface RunFolder {
  /** Empty; what is written here is not seen before it is complete. */
  readonly dir: string;
  readonly redact: Redactor;
}

/** Writes all files of a run, redacted; gives its row of the index. */
export async function writeRun(to: RunFolder, draft: RunDraft): Promise<IndexRow> {
  const { events, ...journal } = await writeJournal(to, draft);
  const { id, state, session, parentSession, template, retryOf, report, findings } = draft;
  const described = { id, state, session, parentSession, template, retryOf, report, findings: [...findings] };
  const run: HistoryRun = { version: 1, ...described, ...journal };
  const text = await redactedJson(to, run);
  await writeFile(join(to.dir, 'run.json'), text);
  return rowOf(JSON.parse(text) as HistoryRun, events);
}

interface Journal extends Pick<HistoryRun, 'chunks' | 'gaps'> {
  readonly events: number;
}

async function writeJournal(to: RunFolder, { events, lastSeq, mostSeq }: RunDraft): Promise<Journal> {
  const numbering = followNumbering(mostSeq);
  const chunks: HistoryRun['chunks'] = [];
  let chunk: HistoryEvent[] = [];
  let written = 0;
  const writeChunk = async (): Promise<void> => {
    const [first] = chunk;
    const last = chunk.at(-1);
    if (first === undefined || last === undefined) return;
    const file = `events-${chunks.length + 1}.json`;
    await writeFile(join(to.dir, file), JSON.stringify({ version: 1, events: chunk } satisfies EventChunk));
    chunks.push({ file, firstSeq: first.seq, lastSeq: last.seq });
    written += chunk.length;
    chunk = [];
  };
  for await (const event of events) {
    if (!numbering.take(event?.seq ?? null) || event === null) continue;
    chunk.push(await writeEvent(to, event));
    if (chunk.length === chunkEvents) await writeChunk();
  }
  await writeChunk();
  return { chunks, gaps: numbering.gaps(lastSeq), events: written };
}

async function writeEvent(to: RunFolder, { seq, at, type, data }: Event): Promise<HistoryEvent> {
  const json = await redactedJson(to, data);
  const bytes = Buffer.byteLength(json);
  const event = { seq, at, type: to.redact(type) };
  if (bytes <= inlineBytes) return { ...event, data: JSON.parse(json) as unknown };
  const file = `body-${seq}.json`;
  await writeFile(join(to.dir, file), json);
  return { ...event, data: json.slice(0, beginningChars).toWellFormed(), body: { file, bytes } };
}

async function redactedJson({ redact }: RunFolder, value: unknown): Promise<string> {
  return (await redact.json(value, createBreather())) ?? 'null';
}
