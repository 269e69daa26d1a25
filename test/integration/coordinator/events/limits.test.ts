import { afterAll, expect, it } from 'vitest';
import { startCoordinator } from '../../../helpers/coordinator/coordinator.ts';
import { line, lines, type SentLine } from '../../../helpers/coordinator/journal.ts';
import { startRun } from '../../../helpers/coordinator/runs.ts';

const coordinator = await startCoordinator();
afterAll(coordinator.close);

let repositoryId = 900;

/** A run in a repository whose policy has these limits. */
async function limitedRun(limits: object) {
  repositoryId += 1;
  const run = await startRun(coordinator, {
    repository: { id: repositoryId, fullName: `acme/r${repositoryId}` },
  });
  await coordinator.database.look('update repositories set policy = $2 where id = $1', [
    repositoryId,
    JSON.stringify({ limits }),
  ]);
  return {
    ...run,
    send: async (events: readonly SentLine[]) => {
      const answer = await coordinator.fetch(`/v1/runs/${run.id}/events`, {
        method: 'POST',
        body: JSON.stringify({ events }),
        token: run.admission.runToken,
      });
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
    },
    rows: async () =>
      coordinator.database.look<{ seq: number; type: string; data: string }>(
        'select seq, type, data from events where run_id = $1 order by seq',
        [run.id],
      ),
  };
}

it('cuts a journal of too many events, says so in it, and tells the run to end', async () => {
  const run = await limitedRun({ events: 5 });
  expect((await run.send(lines(4))).status).toBe(200);
  const cut = await run.send(lines(4, 4));
  const reason =
    'The journal of a run may have 5 events (limits.events of the policy), and this one has more.';
  expect(cut).toMatchObject({
    status: 413,
    body: { code: 'event_limit', detail: `${reason} Nothing more of it is stored.`, acknowledgedSeq: 6 },
  });
  const rows = await run.rows();
  expect(rows.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(rows.at(-1)).toEqual({
    seq: 6,
    type: 'coordinator.journal_cut',
    data: JSON.stringify({ reason }).replace(':', ' : '),
  });
  expect(await run.beat()).toMatchObject({ order: 'cancel', reason });
});

it('names an event that is numbered beyond what a run may have', async () => {
  const run = await limitedRun({ events: 5 });
  const { status, body } = await run.send([line(1, 'first'), line(3_000_000, 'far off')]);
  expect([status, body]).toMatchObject([
    413,
    {
      code: 'event_limit',
      acknowledgedSeq: 1,
      detail:
        'Event 3000000: the journal of a run may have 5 events (limits.events of the policy). Nothing more of it is stored.',
    },
  ]);
});

it('cuts by bytes, and keeps cutting, and still takes again what it has', async () => {
  const run = await limitedRun({ bytes: 2_500 });
  const long = (seq: number): SentLine => line(seq, 'x'.repeat(998));
  expect((await run.send([long(1), long(2)])).body).toEqual({ acknowledgedSeq: 2 });
  expect((await run.send([long(3), line(4, 'short')])).status).toBe(413);
  expect((await run.send([line(5, 'short')])).status).toBe(413);
  expect((await run.send([long(1), long(2)])).body).toEqual({ acknowledgedSeq: 3 });
  expect((await run.rows()).map(({ seq, type }) => [seq, type])).toEqual([
    [1, 'claude.assistant'],
    [2, 'claude.assistant'],
    [3, 'coordinator.journal_cut'],
  ]);
});
