import type { EventRow } from '../store/event-rows.ts';

/** An event as it is shown (contract/event-view.ts), as JSON text on one line: what is JSON already is not read again. */
export function eventJson({ seq, at, type, data, blobId, bytes }: EventRow): string {
  const blob = blobId === null ? 'null' : JSON.stringify({ id: blobId, bytes });
  return `{"seq":${seq},"at":"${at}","type":${JSON.stringify(type)},"data":${data},"blob":${blob}}`;
}

/** What `eventJson` wrote first, without reading the rest. */
export function eventOfJson(line: string): { readonly seq: number; readonly type: string } {
  const found = /^\{"seq":(\d+),"at":"[^"]*","type":("(?:[^"\\]|\\.)*")/.exec(line);
  if (found === null) throw new Error(`${line.slice(0, 60)} is no line of an archived journal`);
  return { seq: Number(found[1]), type: JSON.parse(found[2] ?? '""') as string };
}
