import { Problem } from '../http/problem.ts';
import type { WorkflowRun } from './workflow-run.ts';

type Query = Readonly<Record<string, string | undefined>>;

/** The filters of a list of runs; `status` may also name a conclusion. */
export function runFilter(query: Query): (run: WorkflowRun) => boolean {
  const created = query['created'] === undefined ? null : dateRange(query['created']);
  const { branch, event, status, actor, head_sha: sha, check_suite_id: suite } = query;
  return (run) =>
    is(branch, run.facts.headBranch) &&
    is(event, run.facts.event) &&
    (is(status, run.status) || is(status, run.conclusion)) &&
    is(actor, run.facts.actor.login) &&
    is(sha, run.facts.headSha) &&
    is(suite, String(run.id + 1)) &&
    (created === null || created(Date.parse(run.facts.createdAt)));
}

function is(wanted: string | undefined, value: string | null): boolean {
  return wanted === undefined || wanted === value;
}

/** GitHub's search syntax for dates: `2026-11-01`, `>=…`, `a..b`, with `*` for an open end. */
function dateRange(text: string): (atMs: number) => boolean {
  const [from, to] = text.split('..');
  if (from !== undefined && to !== undefined) {
    const bounds = [
      from === '*' ? -Infinity : start(from, text),
      to === '*' ? Infinity : end(to, text),
    ] as const;
    return (atMs) => atMs >= bounds[0] && atMs <= bounds[1];
  }
  const [, comparison = '', date = ''] = /^(>=|<=|>|<)?(.*)$/.exec(text) ?? [];
  const [first, last] = [start(date, text), end(date, text)];
  switch (comparison) {
    case '>=':
      return (atMs) => atMs >= first;
    case '>':
      return (atMs) => atMs > last;
    case '<=':
      return (atMs) => atMs <= last;
    case '<':
      return (atMs) => atMs < first;
    default:
      return (atMs) => atMs >= first && atMs <= last;
  }
}

function start(date: string, whole: string): number {
  const ms = Date.parse(date);
  if (/^\d{4}-\d\d-\d\d/.test(date) && !Number.isNaN(ms)) return ms;
  throw new Problem(422, { message: `${whole} is not a date, nor a range of dates.` });
}

/** A date without a time lasts all day. */
function end(date: string, whole: string): number {
  const day = 24 * 3600 * 1000 - 1;
  return start(date, whole) + (date.includes('T') ? 0 : day);
}
