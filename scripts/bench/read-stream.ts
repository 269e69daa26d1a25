// Started by stream.ts: reads one file of stream-json as if Claude had printed it, and says how long it took and how much memory.
import { runClaude } from '../../action/claude/run-claude.ts';
import { openJournal } from '../../action/journal/journal.ts';
import { createRedactor } from '../../contract/redact/redactor.ts';

const [file = '', journalPath] = process.argv.slice(2);
let lines = 0;
const nothing = { append: () => undefined, ready: async () => undefined };
const redact = createRedactor({
  secrets: ['sk-ant-api03-not-in-the-stream', 'ghs_not-in-the-stream-either'],
  patterns: true,
});
const journal =
  journalPath === undefined ? null : await openJournal({ path: journalPath, redact, clock: Date.now });
const target = journal ?? nothing;

const startedMs = performance.now();
const { outcome } = await runClaude({
  path: '/bin/cat',
  args: [file],
  env: {},
  containment: 'group',
  seenCwd: '',
  metered: null,
  cwd: '/',
  input: '',
  signal: new AbortController().signal,
  journal: {
    append: (type, data) => {
      lines += 1;
      target.append(type, data);
    },
    ready: target.ready,
  },
  log: () => undefined,
  redact,
});
await journal?.close();
const ms = performance.now() - startedMs;
if (outcome.kind !== 'answered') throw new Error(`The stream was not read to its end: ${outcome.message}`);
console.log(JSON.stringify({ lines, ms, peakRssBytes: process.resourceUsage().maxRSS * 1024 }));
