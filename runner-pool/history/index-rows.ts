import type { HistoryRun, IndexShard, TextColumn } from '../../contract/history.ts';
import { numberFields, textFields } from '../../contract/history-columns.ts';
import type { HistoryRow } from '../../contract/stream.ts';

/** What the index says of one run. */
export type IndexRow = Readonly<HistoryRow>;

type Described = Pick<HistoryRun, 'id' | 'state' | 'session' | 'parentSession' | 'template' | 'report'>;

const messageChars = 200;

/** `events`: how many lines of its journal there are. */
export function rowOf(run: Described, events: number): IndexRow {
  const { report } = run;
  const { usage } = report;
  const { input, output, cacheRead, cacheWrite } = usage.tokens;
  return {
    id: run.id,
    message: report.message.slice(0, messageChars).toWellFormed(),
    state: run.state,
    task: report.task ?? '',
    repository: report.repository,
    subject: report.subject ?? '',
    session: run.session ?? '',
    parentSession: run.parentSession ?? '',
    actor: report.actor,
    event: report.event,
    model: report.claude.model ?? '',
    template: run.template ?? '',
    failureClass: report.failureClass ?? '',
    skipCode: report.skipCode ?? '',
    startedAtMs: Date.parse(report.startedAt),
    durationMs: report.durationMs,
    costMicroUsd: usage.costMicroUsd,
    tokens: input + output + cacheRead + cacheWrite,
    turns: usage.turns,
    findings: report.findings.total,
    events,
    pullRequest: report.pullRequest?.number ?? 0,
  };
}

/** Runs in the order of their start; of one moment, by id. */
export function byStart(a: IndexRow, b: IndexRow): number {
  if (a.startedAtMs !== b.startedAtMs) return a.startedAtMs - b.startedAtMs;
  return a.id < b.id ? -1 : 1;
}

export function shardOf(rows: readonly IndexRow[]): IndexShard {
  const columns = {
    version: 1,
    runs: rows.length,
    id: rows.map(({ id }) => id),
    message: rows.map(({ message }) => message),
    ...record(textFields, (name) => textColumn(rows.map((row) => row[name]))),
    ...record(numberFields, (name) => rows.map((row) => row[name])),
  };
  return columns as IndexShard;
}

export function rowsOf(shard: IndexShard): readonly IndexRow[] {
  return shard.id.map((id, row) => ({
    id,
    message: shard.message[row] ?? '',
    ...record(textFields, (name) => shard[name].values[shard[name].at[row] ?? -1] ?? ''),
    ...record(numberFields, (name) => shard[name][row] ?? 0),
  }));
}

function textColumn(texts: readonly string[]): TextColumn {
  const places = new Map<string, number>();
  for (const text of texts) if (!places.has(text)) places.set(text, places.size);
  return { values: [...places.keys()], at: texts.map((text) => places.get(text) ?? 0) };
}

function record<Name extends string, Value>(
  names: readonly Name[],
  make: (name: Name) => Value,
): Record<Name, Value> {
  return Object.fromEntries(names.map((name) => [name, make(name)])) as Record<Name, Value>;
}
