import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openJournal } from '../../../action/journal/journal.ts';
import type { Event } from '../../../contract/event.ts';

it('keeps no more than its share of the disk, says so once, and still tells the end', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'co-journal-'));
  onTestFinished(async () => rm(folder, { recursive: true }));
  const path = join(folder, 'journal.ndjson');
  const journal = await openJournal({ path, redact: (text) => text, clock: () => 0, maxChars: 10_000 });
  for (let index = 0; index < 1000; index++) journal.append('claude.assistant', { text: 'x'.repeat(100) });
  journal.append('action.ended', { ending: { kind: 'success' } });
  await journal.close();
  const lines = (await readFile(path, 'utf8')).trimEnd().split('\n');
  const events = lines.map((line) => JSON.parse(line) as Event);
  expect(lines.join('\n').length).toBeLessThan(11_000);
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
  expect(events.filter(({ type }) => type === 'action.journal_full')).toHaveLength(1);
  expect(events.at(-1)).toMatchObject({ type: 'action.ended', seq: journal.lastSeq() });
});
