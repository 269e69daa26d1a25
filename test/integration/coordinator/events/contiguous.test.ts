import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { startCoordinator } from '../../../helpers/coordinator/coordinator.ts';
import { line, startJournal } from '../../../helpers/coordinator/journal.ts';

const coordinator = await startCoordinator();
afterAll(coordinator.close);

const last = 60;
/** Batches of some lines each, in any order, overlapping and repeated. */
const batches = fc.array(fc.array(fc.integer({ min: 1, max: last }), { minLength: 1, maxLength: 25 }), {
  minLength: 1,
  maxLength: 24,
});

it('stores each line once and acknowledges what is there without a gap, whatever eight senders send at once', async () => {
  await fc.assert(
    fc.asyncProperty(batches, async (all) => {
      const run = await startJournal(coordinator);
      const waiting = [...all];
      const sender = async (): Promise<void> => {
        for (let batch = waiting.shift(); batch !== undefined; batch = waiting.shift()) {
          const { status, body } = await run.send(batch.map((seq) => line(seq)));
          expect(status).toBe(200);
          expect(body['acknowledgedSeq']).toBeLessThanOrEqual(contiguous(all.flat()));
        }
      };
      await Promise.all(Array.from({ length: 8 }, sender));
      const rows = await coordinator.database.look<{ seq: number; data: string }>(
        'select seq, data from events where run_id = $1 order by seq',
        [run.id],
      );
      const expected = [...new Set(all.flat())].sort((a, b) => a - b);
      expect(rows).toEqual(expected.map((seq) => ({ seq, data: JSON.stringify(line(seq).data) })));
      const [counts] = await coordinator.database.look(
        'select acknowledged_seq, stored_events, differing_events, stored_bytes::integer from runs where id = $1',
        [run.id],
      );
      expect(counts).toEqual({
        acknowledged_seq: contiguous(expected),
        stored_events: expected.length,
        differing_events: 0,
        stored_bytes: rows.reduce((sum, { data }) => sum + data.length, 0),
      });
    }),
    { numRuns: 40 },
  );
});

function contiguous(seqs: readonly number[]): number {
  const there = new Set(seqs);
  let seq = 0;
  while (there.has(seq + 1)) seq += 1;
  return seq;
}
