import { randomBytes } from 'node:crypto';
import type { GuardedRoute } from '../../../../runner-pool/http/guard-routes.ts';
import { reportOf } from '../runs.ts';
import type { Row, Tenant } from './rows.ts';

/** What a parameter of a path or of a query stands for: a column of a table. A route with another one needs it said here. */
const columns: Readonly<Record<string, readonly [table: string, column: string]>> = {
  token: ['api_tokens', 'id'],
  user: ['members', 'user_id'],
  run: ['runs', 'id'],
  session: ['sessions', 'id'],
  budget: ['budgets', 'id'],
  letter: ['dead_letters', 'id'],
  repository: ['repositories', 'id'],
  blob: ['blobs', 'id'],
  chunk: ['events', 'seq'],
  seq: ['events', 'seq'],
};

/** Of the same shape, and nobody's. */
const absent: Readonly<Record<string, string>> = {
  user: '123456789012',
  repository: '123456789012',
  blob: '0'.repeat(64),
  chunk: '90000',
  seq: '90000',
};
const absentId = '00000000-0000-4000-8000-000000000000';

/** Bodies that are taken, for routes that take one. */
const bodies: Readonly<Record<string, unknown>> = {
  'PATCH /v1/members/:user': { role: 'viewer', version: 1 },
  'PATCH /v1/budgets/:budget': { limitMicroUsd: 1 },
  'PATCH /v1/repositories/:repository': { isEnrolled: true },
  'POST /v1/runs/:run/cancel': { reason: 'a test' },
  'PUT /v1/runs/:run/rating': { rating: 'good' },
  'POST /v1/runs/:run/heartbeat': { epoch: 0, spentMicroUsd: 0, lastSeq: 0 },
  'POST /v1/runs/:run/events': { events: [{ seq: 1, at: '2026-01-01T00:00:00.000Z', type: 'a.b', data: 1 }] },
};

/** The body for a route, where it takes one; `value` gives what its path holds. */
export function bodyFor(
  { method, url, takesBody }: Pick<GuardedRoute, 'method' | 'url' | 'takesBody'>,
  value: (parameter: string) => string,
): unknown {
  if (!takesBody) return undefined;
  if (url === '/v1/runs/:run/finish') return { epoch: 0, report: reportOf(value('run')) };
  const body = bodies[`${method} ${url}`];
  if (body === undefined) throw new Error(`Say in route-examples.ts a body for ${method} ${url}`);
  return body;
}

/** Queries without which a list is refused. */
export const queries: Readonly<Record<string, string>> = { 'GET /v1/search': '?q=planted' };

/** What those columns must hold that a route reads more strictly than the database does. */
export function givenFor(hash: Buffer, scopes: readonly string[]): Readonly<Record<string, unknown>> {
  // No foreign key says whose events are.
  const runId = `run-${randomBytes(8).toString('hex')}`;
  return {
    'runs.id': runId,
    'events.run_id': runId,
    'events.data': '"planted"',
    'api_tokens.hash': hash,
    'api_tokens.scopes': scopes,
    'dead_letters.kind': 'retry-run',
    'event_words.words': 'planted',
    'blobs.id': randomBytes(32).toString('hex'),
    'blobs.bytes': 0,
    'blobs.store': 'postgres',
    'blobs.media_type': 'application/json',
    'runs.task': 'review',
    'runs.asked_grant': { microUsd: 1, turns: null, seconds: 60 },
    'runs.github': {
      runId: 1,
      runAttempt: 1,
      job: 'review',
      workflowRef: 'a/b/.github/workflows/c.yml@refs/heads/main',
      event: 'pull_request',
      eventAction: 'opened',
      ref: 'refs/pull/1/merge',
      sha: '',
      headSha: '',
      actor: 'somebody',
      actorId: 1,
      runUrl: '',
      pullRequest: null,
    },
  };
}

export function exampleOf(parameter: string, { rows }: Pick<Tenant, 'rows'>): string | null {
  const [table, column] = columns[parameter] ?? [];
  const row: Row | undefined = rows.get(table ?? '');
  return row === undefined ? null : String(row[column ?? '']);
}

export function absentFor(parameter: string): string {
  return absent[parameter] ?? absentId;
}
