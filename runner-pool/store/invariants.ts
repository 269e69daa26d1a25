import type { Transaction } from '../database/database.ts';

export interface Violation {
  /** What does not hold. */
  readonly rule: string;
  /** Of what: a run, a session, a row of spending. */
  readonly ref: string;
}

/** A lease ends after 30 s and is swept within 5 s; this is beyond any doubt. */
const staleSeconds = 60;

const spendingKeys = (runs: string): string => `
  (select k.scope, k.scope_ref, p.period_start, r.settled_micro_usd
   from ${runs} r
     cross join lateral (values ('organization', ''), ('repository', r.repository_id::text), ('session', r.session_id),
       ('subject', r.repository_id || '/' || r.subject), ('user', nullif(r.actor_id, 0)::text)) as k (scope, scope_ref)
     cross join lateral (values (date '0001-01-01'), (r.period_start)) as p (period_start)
   where r.org_id = $1 and k.scope_ref is not null)`;

/** Each selects what breaks it as `ref`, in the organization $1. */
const rules: readonly (readonly [rule: string, sql: string])[] = [
  [
    'a lease is held by a running run with the session’s epoch',
    `select s.id as ref from sessions s where s.org_id = $1 and s.lease_run_id is not null and not exists (
       select from runs r where r.org_id = $1 and r.id = s.lease_run_id and r.session_id = s.id and r.state = 'running'
         and r.epoch = s.lease_epoch)`,
  ],
  [
    'a running run holds its session’s lease',
    `select r.id as ref from runs r where r.org_id = $1 and r.state = 'running' and not exists (
       select from sessions s where s.org_id = $1 and s.id = r.session_id and s.lease_run_id = r.id)`,
  ],
  [
    'no lease outlives its time',
    `select s.id as ref from sessions s where s.org_id = $1 and s.lease_expires_at < clock_timestamp() - interval '${staleSeconds} seconds'`,
  ],
  [
    'no run waits unheard',
    `select r.id as ref from runs r where r.org_id = $1 and r.state = 'requested'
       and r.heartbeat_at < clock_timestamp() - interval '${staleSeconds} seconds'`,
  ],
  [
    'each epoch of a session belongs to one run',
    `select r.session_id || ' epoch ' || r.epoch as ref from runs r where r.org_id = $1 and r.epoch is not null
       group by r.session_id, r.epoch having count(*) > 1`,
  ],
  [
    'no run is ahead of its session’s epoch',
    `select r.id as ref from runs r join sessions s on s.org_id = r.org_id and s.id = r.session_id
       where r.org_id = $1 and r.epoch > s.lease_epoch`,
  ],
  [
    'what is reserved is the sum of the reservations',
    `select concat_ws(' ', scope, scope_ref, period_start, s.reserved_micro_usd, v.sum) as ref
       from (select * from spending where org_id = $1) s full join (
         select scope, scope_ref, period_start, sum(reserved_micro_usd) from reservations where org_id = $1
         group by scope, scope_ref, period_start) v using (scope, scope_ref, period_start)
       where coalesce(s.reserved_micro_usd, 0) <> coalesce(v.sum, 0)`,
  ],
  [
    'what is spent is the sum of what runs were settled with',
    `select concat_ws(' ', scope, scope_ref, period_start, s.spent_micro_usd, v.sum) as ref
       from (select * from spending where org_id = $1) s full join (
         select scope, scope_ref, period_start, sum(settled_micro_usd) from ${spendingKeys('runs')} k
         group by scope, scope_ref, period_start) v using (scope, scope_ref, period_start)
       where coalesce(s.spent_micro_usd, 0) <> coalesce(v.sum, 0)`,
  ],
  [
    'only a running run has money reserved',
    `select distinct v.run_id as ref from reservations v join runs r on r.org_id = v.org_id and r.id = v.run_id
       where v.org_id = $1 and r.state <> 'running'`,
  ],
  [
    'a running run has its grant reserved, less what is settled',
    `select r.id as ref from runs r left join reservations v on v.org_id = r.org_id and v.run_id = r.id
         and v.scope = 'organization' and v.period_start = r.period_start
       where r.org_id = $1 and r.state = 'running' and v.reserved_micro_usd is distinct from r.grant_micro_usd - r.settled_micro_usd`,
  ],
  [
    'a run that is over is settled in full',
    `select r.id as ref from runs r where r.org_id = $1 and r.state not in ('requested', 'running')
       and (r.settled_at is null or r.settled_micro_usd <> r.spent_micro_usd)`,
  ],
  [
    'every line up to the acknowledged one is stored, and the next is not',
    `select r.id as ref from runs r where r.org_id = $1 and r.archived_at is null and r.journal_removed_at is null and (
       r.acknowledged_seq <> (select count(*) from events e where e.org_id = $1 and e.run_id = r.id and e.seq <= r.acknowledged_seq)
       or exists (select from events e where e.org_id = $1 and e.run_id = r.id and e.seq = r.acknowledged_seq + 1))`,
  ],
  [
    'the count of stored lines is true',
    `select r.id as ref from runs r where r.org_id = $1 and r.archived_at is null and r.journal_removed_at is null
       and r.stored_events <> (select count(*) from events e where e.org_id = $1 and e.run_id = r.id)`,
  ],
];

/** What must be true, in words. */
export const invariants: readonly string[] = rules.map(([rule]) => rule);

/** What does not hold in an organization; the first 20 of each rule. One statement: all of it at one moment. */
export async function violationsIn(tx: Transaction, orgId: number): Promise<readonly Violation[]> {
  const parts = rules.map(([rule, sql]) => `(select '${rule}' as rule, ref from (${sql}) found limit 20)`);
  return tx.rows<Violation>(parts.join(' union all '), [orgId]);
}
