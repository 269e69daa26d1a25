import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chunkEvents, type HistoryEvent, type HistoryRun } from '../../../contract/history.ts';
import { reportOf } from '../coordinator/runs.ts';
import type { SampleRun } from './sample-history.ts';

/** Said by strangers, wherever a text can stand. */
export const hostile =
  '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script> [click](javascript:window.hacked=1) ![i](https://evil.example/i.png) \u202egnp.exe';

/** What Claude did in a review: reads at once, a subagent, an edit, a command, a call that failed, an answer. */
export function sampleEvents(startedAtMs: number): readonly HistoryEvent[] {
  const events: HistoryEvent[] = [];
  const add = (type: string, data: unknown): void => {
    const seq = events.length + 1;
    events.push({ seq, at: new Date(startedAtMs + seq * 1_500).toISOString(), type, data });
  };
  const says = (content: readonly unknown[], parent: string | null = null): void =>
    add('claude.assistant', {
      type: 'assistant',
      message: { id: `msg_${events.length}`, role: 'assistant', model: 'claude-sonnet-5', content },
      parent_tool_use_id: parent,
    });
  const calls = (id: string, name: string, input: unknown) => ({ type: 'tool_use', id, name, input });
  const answers = (id: string, content: unknown, isError = false, parent: string | null = null): void =>
    add('claude.user', {
      type: 'user',
      message: {
        role: 'user',
        content: [{ type: 'tool_result', tool_use_id: id, content, is_error: isError }],
      },
      parent_tool_use_id: parent,
    });
  add('action.started', { task: 'review', event: 'pull_request.opened' });
  add('claude.system', {
    type: 'system',
    subtype: 'init',
    model: 'claude-sonnet-5',
    tools: ['Read', 'Bash'],
  });
  says([{ type: 'text', text: `I look at **the change** first.\n\n- \`src/math.ts\`\n- ${hostile}` }]);
  says([calls('t1', 'Read', { file_path: 'src/math.ts' }), calls('t2', 'Grep', { pattern: hostile })]);
  answers('t1', 'export const divide = (a: number, b: number) => a / b;\n'.repeat(300));
  answers('t2', hostile);
  says([calls('t3', 'Bash', { command: 'npm test', description: 'Runs the tests' })]);
  answers('t3', '\u001b[32m✓ adds\u001b[0m\n\u001b[31m✗ divides by zero\u001b[0m\n1 failed', true);
  says([calls('t4', 'Task', { description: 'Look for callers', prompt: hostile })]);
  says([calls('t5', 'Grep', { pattern: 'divide(' })], 't4');
  answers('t5', 'src/cart.ts:12: divide(total, count)', false, 't4');
  answers('t4', 'One caller.');
  says([
    calls('t6', 'Edit', {
      file_path: 'src/math.ts',
      old_string: 'a / b',
      new_string: 'b === 0 ? NaN : a / b',
    }),
  ]);
  answers('t6', 'The file was changed.');
  add('action.surprise', { text: hostile });
  says([{ type: 'text', text: 'Division by zero is not handled.' }]);
  add('action.ended', { ending: { kind: 'success' } });
  return events;
}

/** Writes a run's folder as the export does; lines 8 and 9 of its journal are lost. */
export async function writeRun(folder: string, sample: SampleRun): Promise<HistoryRun> {
  const { id, repository, subject, actor, startedAtMs, durationMs, costMicroUsd, session } = sample;
  const events = sampleEvents(startedAtMs).filter(({ seq }) => seq !== 8 && seq !== 9);
  const lastSeq = events.at(-1)?.seq ?? 0;
  const run: HistoryRun = {
    ...{ version: 1, id, state: 'succeeded', session, template: null, retryOf: null },
    report: reportOf(id, {
      ...{ repository, subject, actor, durationMs, costMicroUsd, events: lastSeq, message: hostile },
      startedAt: new Date(startedAtMs).toISOString(),
      endedAt: new Date(startedAtMs + durationMs).toISOString(),
      warnings: [hostile],
    }),
    findings: [
      {
        ...{ path: 'src/math.ts', line: 1, side: 'RIGHT', severity: 'high', category: 'correctness' },
        ...{ title: `Division by zero ${hostile}`, explanation: hostile, confidence: 0.9 },
      },
    ],
    chunks: [{ file: 'events-1.json', firstSeq: 1, lastSeq }],
    gaps: [{ firstSeq: 8, lastSeq: 9 }],
  };
  if (events.length > chunkEvents) throw new Error('More events than a chunk has');
  const own = join(folder, 'runs', id);
  await mkdir(own, { recursive: true });
  await writeFile(join(own, 'run.json'), JSON.stringify(run));
  await writeFile(join(own, 'events-1.json'), JSON.stringify({ version: 1, events }));
  return run;
}
