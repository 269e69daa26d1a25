import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  chunkEvents,
  type EventChunk,
  type HistoryEvent,
  type HistoryRun,
} from '../../../contract/history.ts';
import type { Report } from '../../../contract/report.ts';
import { answers, calls, line, says } from './journal-lines.ts';

export interface RunToWrite {
  readonly id: string;
  readonly events: readonly HistoryEvent[];
  readonly report?: Partial<Report>;
  readonly run?: Partial<HistoryRun>;
  /** Files of large events. */
  readonly bodies?: Readonly<Record<string, string>>;
}

/** Writes a run into a history, as the export does. */
export async function writeRun(
  folder: string,
  { id, events, report, run, bodies = {} }: RunToWrite,
): Promise<void> {
  const dir = join(folder, 'runs', id);
  await mkdir(dir, { recursive: true });
  const chunks: HistoryRun['chunks'] = [];
  for (let from = 0; from < events.length; from += chunkEvents) {
    const part = events.slice(from, from + chunkEvents);
    const file = `events-${chunks.length + 1}.json`;
    await writeFile(join(dir, file), JSON.stringify({ version: 1, events: part } satisfies EventChunk));
    chunks.push({ file, firstSeq: part[0]?.seq ?? 1, lastSeq: part.at(-1)?.seq ?? 1 });
  }
  const whole = {
    ...historyRun({ id, events, ...(report && { report }), ...(run && { run }) }),
    chunks,
    ...run,
  };
  await writeFile(join(dir, 'run.json'), JSON.stringify(whole));
  for (const [file, body] of Object.entries(bodies)) await writeFile(join(dir, file), body);
}

/** A run's document, without files of its journal. */
export function historyRun({ id, events, report, run }: Omit<RunToWrite, 'bodies'>): HistoryRun {
  return {
    version: 1,
    id,
    state: 'succeeded',
    session: 'shop-pr-12',
    parentSession: null,
    template: null,
    retryOf: null,
    report: { ...sampleReport(id), events: events.at(-1)?.seq ?? 0, ...report },
    findings: [],
    chunks: [],
    gaps: [],
    ...run,
  };
}

function sampleReport(runId: string): Report {
  const tokens = { input: 12_345, output: 8_123, cacheRead: 230_000, cacheWrite: 45_000 };
  return {
    ...{ version: 1, runId, conclusion: 'success', failureClass: null, skipCode: null, message: '' },
    ...{
      task: 'review',
      subject: 'pr-12',
      repository: 'acme/shop',
      event: 'pull_request.opened',
      actor: 'mona',
    },
    runUrl: 'https://github.example/acme/shop/actions/runs/9',
    pullRequest: { number: 12, headSha: 'a'.repeat(40), baseSha: 'b'.repeat(40) },
    startedAt: '2026-11-21T12:00:00.000Z',
    endedAt: '2026-11-21T12:03:15.000Z',
    durationMs: 195_000,
    claude: {
      version: '2.1.329',
      path: null,
      sessionId: null,
      model: 'claude-opus-5-5',
      costMicroUsd: 1_310_000,
    },
    usage: {
      ...{ costMicroUsd: 1_264_321, source: 'gateway', tokens, turns: 3 },
      models: [{ model: 'claude-opus-5-5', costMicroUsd: 1_264_321, tokens }],
    },
    findings: { total: 1, new: 1, resolved: 0 },
    ...{ notReviewed: [], warnings: [], events: 0 },
  };
}

const longOutput = Array.from({ length: 400 }, (_, at) => `line ${at} of a log`).join('\n');

/** A run with all that a run can have: turns, calls at once, a subagent, a failure, an edit, a large line, a gap, the unknown. */
export function sampleEvents(): readonly HistoryEvent[] {
  const large = answers(17, { id: 'log', content: longOutput });
  return [
    line(1, 'action.started', { event: 'pull_request', decision: 'review', subject: 'pr-12' }),
    line(2, 'claude.system.init', { subtype: 'init', cwd: '/w', model: 'claude-opus-5-5' }),
    says(3, [{ type: 'thinking', thinking: 'Empty lists come to mind.' }], { message: 'm1' }),
    says(4, [{ type: 'text', text: 'I read the change **first**.' }], { message: 'm1' }),
    calls(5, { id: 'read', input: { file_path: '/w/src/mean.ts' }, message: 'm1' }),
    calls(6, { id: 'test', name: 'Bash', input: { command: 'npm test' }, message: 'm1' }),
    answers(7, { id: 'read', content: '     4→  return sum / values.length;' }),
    answers(8, { id: 'test', content: '\u001b[31mexpected NaN\u001b[0m to be 0', isError: true }),
    line(9, 'action.model_call', {
      model: 'claude-opus-5-5',
      status: 200,
      costMicroUsd: 84_210,
      durationMs: 4_200,
    }),
    calls(10, { id: 'sub', name: 'Task', input: { description: 'Find callers', prompt: 'Find them.' } }),
    says(11, [{ type: 'text', text: 'Two callers.' }], { parent: 'sub' }),
    answers(12, { id: 'sub', content: 'There are two.' }),
    calls(14, {
      id: 'edit',
      name: 'Edit',
      input: { file_path: '/w/src/mean.ts', old_string: 'old', new_string: 'new' },
    }),
    answers(15, { id: 'edit' }),
    calls(16, { id: 'log', name: 'Bash', input: { command: 'cat log' } }),
    {
      ...large,
      data: JSON.stringify(large.data).slice(0, 2_000),
      body: { file: 'body-17.json', bytes: 9_000 },
    },
    line(18, 'claude.brand_new', { type: 'brand_new', anything: { goes: true } }),
    line(19, 'action.ended', { ending: { kind: 'success' } }),
  ];
}

export const sampleBodies = {
  'body-17.json': JSON.stringify(answers(17, { id: 'log', content: longOutput }).data),
};
