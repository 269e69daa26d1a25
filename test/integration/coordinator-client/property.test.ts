import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readJournal } from '../../../action/coordinator/journal-lines.ts';
import { Spooler, type SpoolerDeps } from '../../../action/coordinator/spooler.ts';
import type { EventBatch } from '../../../contract/run-protocol.ts';

/** What becomes of one request. */
const fates = ['stored', 'lost', 'answer lost', 'refused for a line', 'stored in part', 'too large'] as const;
type Fate = (typeof fates)[number];

interface Course {
  readonly fate: () => Fate;
  readonly pause: SpoolerDeps['pause'];
  readonly clock: () => number;
}

/** A coordinator's store at the other end of the wire, with whatever fate on the way. */
function storeAndSpooler(path: string, { fate, pause, clock }: Course) {
  const stored = new Map<number, { seq: number; type: string }>();
  const acknowledged = (): number => {
    let seq = 0;
    while (stored.has(seq + 1)) seq += 1;
    return seq;
  };
  const away = { kind: 'away', why: 'is away', retryAfterMs: null } as const;
  const problem = { type: '', title: '', status: 422, detail: 'no', code: 'invalid', requestId: '' };
  const call = async ({ body }: { body: Buffer }): Promise<unknown> => {
    const { events } = JSON.parse(gunzipSync(body).toString()) as EventBatch;
    const now = fate();
    if (now === 'lost') return { ...away, status: null };
    if (now === 'too large' && events.length > 3) return { ...away, status: 413 };
    if (
      now === 'refused for a line' &&
      events.some(({ seq, type }) => seq % 7 === 0 && !type.startsWith('action.line_'))
    )
      return { kind: 'refused', status: 422, problem };
    const kept = now === 'stored in part' ? events.slice(0, Math.ceil(events.length / 2)) : events;
    for (const event of kept) if (!stored.has(event.seq)) stored.set(event.seq, event);
    return now === 'answer lost'
      ? { ...away, status: 502 }
      : { kind: 'answer', value: { acknowledgedSeq: acknowledged() } };
  };
  const journal = readJournal(path);
  const spooler = new Spooler({
    journal,
    call: call as never,
    log: { info: () => undefined, debug: () => undefined },
    random: () => 1,
    monotonic: clock,
    now: () => '2026-11-21T10:00:00.000Z',
    pause,
    signal: new AbortController().signal,
  });
  return { stored, spooler, run: async () => spooler.run().finally(() => void journal.close()) };
}

async function withJournal<T>(lines: number, work: (path: string) => Promise<T>): Promise<T> {
  const dir = await mkdtemp(join(tmpdir(), 'spooler-'));
  try {
    const path = join(dir, 'journal.ndjson');
    const at = '2026-11-21T10:00:00.000Z';
    const text = Array.from({ length: lines }, (_, index) =>
      JSON.stringify({
        seq: index + 1,
        at,
        type: 'claude.user',
        data: { text: 'ß'.repeat((index * 131) % 900) },
      }),
    ).join('\n');
    await appendFile(path, `${text}\n`);
    return await work(path);
  } finally {
    await rm(dir, { recursive: true });
  }
}

it('every line arrives once and in its place, whatever becomes of requests and answers', async () => {
  const course = fc.tuple(
    fc.integer({ min: 1, max: 2500 }),
    fc.array(fc.constantFrom(...fates), { maxLength: 40 }),
  );
  await fc.assert(
    fc.asyncProperty(course, async ([lines, given]) =>
      withJournal(lines, async (path) => {
        const left = [...given];
        const { stored, spooler, run } = storeAndSpooler(path, {
          ...{ fate: () => left.shift() ?? 'stored', pause: async () => undefined, clock: () => 0 },
        });
        spooler.close();
        await run();
        expect(spooler.refusal).toBeNull();
        expect([...stored.keys()].sort((a, b) => a - b)).toEqual(
          Array.from({ length: lines }, (_, i) => i + 1),
        );
        expect(spooler.acknowledgedSeq).toBe(lines);
      }),
    ),
    { numRuns: 60 },
  );
});

it('an hour’s outage is some hundred tries, and then all of it arrives', async () => {
  await withJournal(3000, async (path) => {
    let nowMs = 0;
    let tries = 0;
    const { stored, spooler, run } = storeAndSpooler(path, {
      fate: () => {
        tries += 1;
        return nowMs < 3_600_000 ? 'lost' : 'stored';
      },
      pause: async (ms) => {
        nowMs += ms;
        if (stored.size === 3000) spooler.close();
      },
      clock: () => nowMs,
    });
    await run();
    expect(stored.size).toBe(3000);
    expect(nowMs).toBeLessThan(3_600_000 + 60_000);
    expect(tries).toBeLessThan(150);
  });
});
