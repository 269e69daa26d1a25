import type { HistoryEvent, HistoryRun } from '../../../contract/history.ts';
import type { Report } from '../../../contract/report.ts';
import { answers, calls, line, says } from './journal-lines.ts';
import type { RunToWrite } from './sample-run.ts';

/** All that a stranger could try in one line. */
const evil =
  '<img src=x onerror=alert(1)>\u202egnp.exe <script>alert(2)</script> [x](javascript:alert(3)) ![p](https://tracker.example/p.png) ';

const events: readonly HistoryEvent[] = [
  line(1, 'claude.system.init', { cwd: '/', model: evil }),
  says(2, [{ type: 'text', text: evil.repeat(20) }]),
  says(3, [
    {
      type: 'text',
      text: `# ${evil}\n\n| ${evil} |\n| - |\n\n1. [a](data:text/html,x) <iframe src="https://evil.example">`,
    },
  ]),
  says(4, [{ type: 'text', text: `${'> '.repeat(3_000)}${'w'.repeat(5_000)}` }]),
  calls(5, { id: '__proto__', name: '__proto__', input: JSON.parse('{"__proto__":{"x":1},"file_path":7}') }),
  answers(6, { id: '__proto__', content: 'z'.repeat(1_000_000) }),
  calls(7, { id: 'b', name: 'Bash', input: { command: `${evil}\u001b[31m` } }),
  answers(8, {
    id: 'b',
    content: `\u001b]8;;javascript:alert(4)\u0007link\u001b]8;;\u0007 \u001b[31;41mred on red\n${'line\n'.repeat(50_000)}`,
  }),
  calls(9, {
    id: 'e',
    name: 'Edit',
    input: { file_path: `../../${evil}`, old_string: 'a\n'.repeat(3_000), new_string: evil },
  }),
  calls(10, { id: 'n', name: 'x'.repeat(10_000), input: null }),
  { ...line(11, 'constructor', 7), at: 'not a time' },
  line(12, 'claude.assistant', null),
  line(13, evil, evil),
  line(14, 'action.model_call', { costMicroUsd: -1e300, durationMs: 'x', tokens: [] }),
  line(15, 'action.ended', { ending: { kind: evil, message: evil } }),
];

const told = {
  ...{
    conclusion: 'failure',
    failureClass: 'internal',
    message: evil.repeat(5),
    subject: evil,
    repository: `acme/${evil}`,
  },
  ...{ event: evil, actor: evil, runUrl: 'javascript:alert(5)', startedAt: 'never', warnings: [evil, evil] },
  pullRequest: { number: 1, headSha: '../x', baseSha: 'x' },
  notReviewed: [{ path: evil, why: evil }],
} as const;

const finding = {
  ...{
    path: `../../etc/${evil}`,
    line: 1e12,
    startLine: -5,
    side: evil,
    severity: 'critical',
    category: evil,
  },
  ...{ title: evil, explanation: evil, suggestion: evil, confidence: 7 },
};

/** A run of which nothing can be trusted. */
export const hostileRun: RunToWrite = {
  id: 'hostile',
  events,
  report: told as unknown as Partial<Report>,
  run: {
    state: 'failed',
    session: evil,
    template: evil,
    retryOf: 'javascript:alert(6)',
    findings: [finding, null, evil],
  } satisfies Partial<HistoryRun>,
};
