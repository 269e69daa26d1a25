create table repositories (
  org_id bigint not null references organizations (id),
  id bigint not null,
  full_name text not null,
  installation_id bigint,
  is_enrolled boolean not null default false,
  policy jsonb not null default '{}',
  version integer not null default 1,
  created_at timestamptz(3) not null default now(),
  primary key (org_id, id)
);
call isolate('repositories');

create table sessions (
  org_id bigint not null references organizations (id),
  id text not null,
  repository_id bigint not null,
  subject text not null,
  parent_id text,
  -- The one that `session: auto` continues.
  is_current boolean not null default true,
  claude_session_id text,
  -- The lease: who holds it, until when; the epoch grows with every holder and fences the earlier ones off.
  lease_run_id text,
  lease_epoch bigint not null default 0,
  lease_taken_at timestamptz(3),
  lease_expires_at timestamptz(3),
  version integer not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  primary key (org_id, id),
  foreign key (org_id, repository_id) references repositories (org_id, id),
  foreign key (org_id, parent_id) references sessions (org_id, id),
  check ((lease_run_id is null) = (lease_expires_at is null))
);
create unique index sessions_current on sessions (org_id, repository_id, subject) where is_current;
create index sessions_updated on sessions (org_id, updated_at desc, id desc);
create index sessions_of_repository on sessions (org_id, repository_id, updated_at desc, id desc);
create index sessions_of_subject on sessions (org_id, repository_id, subject, updated_at desc, id desc);
-- Without the time: a heartbeat then changes no index (a heap-only update), and an organization has few leases at once.
create index sessions_leases on sessions (org_id) where lease_run_id is not null;
call isolate('sessions');

create table runs (
  org_id bigint not null references organizations (id),
  id text not null,
  -- Idempotency-Key of the admission and SHA-256 of its body.
  idempotency_key text not null,
  request_hash bytea not null,
  -- Who was admitted: `token:<id>` or `oidc:<repository id>:<workflow run>:<attempt>`.
  admitted_as text not null,
  repository_id bigint not null,
  session_id text not null,
  subject text not null,
  task text not null,
  state text not null check (state in
    ('requested', 'running', 'succeeded', 'failed', 'cancelled', 'timed_out', 'budget_exceeded', 'lost')),
  -- The `github` part of the admission, as asked.
  github jsonb not null,
  github_run_id bigint not null,
  github_run_attempt integer not null,
  head_sha text not null,
  actor text not null,
  actor_id bigint not null default 0,
  model text not null,
  asked_grant jsonb not null,
  -- Null until the run has its lease.
  epoch bigint,
  grant_micro_usd bigint not null default 0 check (grant_micro_usd >= 0),
  grant_turns integer,
  grant_seconds integer,
  -- Metered last, and how much of it is booked as spent: once the run has ended, all.
  spent_micro_usd bigint not null default 0 check (spent_micro_usd >= 0),
  settled_micro_usd bigint not null default 0 check (settled_micro_usd >= 0),
  -- First day of the calendar month (UTC) whose budgets pay, however long the run takes.
  period_start date not null default date_trunc('month', now() at time zone 'utc')::date,
  settled_at timestamptz(3),
  priority smallint not null default 0,
  cancel_reason text,
  cancel_requested_at timestamptz(3),
  -- Told to end for a run about a newer push.
  is_superseded boolean not null default false,
  -- The highest seq up to which all events are stored, what is stored, and what the run says it wrote.
  acknowledged_seq integer not null default 0,
  stored_events integer not null default 0,
  stored_bytes bigint not null default 0,
  last_seq integer not null default 0,
  heartbeat_at timestamptz(3) not null default now(),
  conclusion text,
  failure_class text,
  skip_code text,
  message text not null default '',
  report jsonb,
  -- Set where this run is another one's retry.
  retry_of text,
  version integer not null default 1,
  created_at timestamptz(3) not null default now(),
  started_at timestamptz(3),
  ended_at timestamptz(3),
  -- Since when it is settled what GitHub says of a run that was lost; older than its end where it was lost once more.
  reconciled_at timestamptz(3),
  primary key (org_id, id),
  foreign key (org_id, session_id) references sessions (org_id, id),
  foreign key (org_id, repository_id) references repositories (org_id, id),
  check ((state in ('requested', 'running')) = (ended_at is null)),
  check (state <> 'running' or epoch is not null)
);
create unique index runs_idempotency on runs (org_id, idempotency_key);
create index runs_newest on runs (org_id, created_at desc, id desc);
create index runs_of_session on runs (org_id, session_id, created_at desc, id desc);
create index runs_of_subject on runs (org_id, subject, created_at desc, id desc);
create index runs_by_state on runs (org_id, state, created_at desc, id desc);
create index runs_of_repository on runs (org_id, repository_id, created_at desc, id desc);
create index runs_of_task on runs (org_id, task, created_at desc, id desc);
create index runs_of_actor on runs (org_id, actor, created_at desc, id desc);
create index runs_of_job on runs (org_id, github_run_id, github_run_attempt);
-- Waiting runs of a session, in the order in which they get it.
create index runs_waiting on runs (org_id, session_id, priority desc, created_at, id) where state = 'requested';
create index runs_open on runs (org_id) where state in ('requested', 'running');
call isolate('runs');

-- A heartbeat of the run that holds its session's lease, in one round trip. No row: it does not, or no longer; then the service looks
-- closer. The session is locked before the run, as everywhere.
create function beat(p_org bigint, p_run text, p_epoch bigint, p_spent bigint, p_last_seq integer, p_lease_seconds integer, p_overtime_seconds integer)
  returns table (cancel_reason text, is_superseded boolean, grant_micro_usd bigint, grant_turns integer, grant_seconds integer, acknowledged_seq integer, lease_expires_at timestamptz)
  language plpgsql as $$
#variable_conflict use_column
declare
  v_expires_at timestamptz;
begin
  perform set_config('app.org_id', p_org::text, true);
  update sessions s set lease_expires_at = clock_timestamp() + make_interval(secs => p_lease_seconds)
    from runs r
    where r.org_id = p_org and r.id = p_run and r.epoch = p_epoch
      and s.org_id = p_org and s.id = r.session_id and s.lease_run_id = p_run and s.lease_epoch = p_epoch
    returning s.lease_expires_at into v_expires_at;
  if not found then return; end if;
  return query update runs r set
      heartbeat_at = clock_timestamp(),
      spent_micro_usd = greatest(r.spent_micro_usd, p_spent),
      last_seq = greatest(r.last_seq, p_last_seq),
      cancel_requested_at = coalesce(r.cancel_requested_at, case when overtime.is_over then clock_timestamp() end),
      cancel_reason = coalesce(r.cancel_reason, case when overtime.is_over then 'The run has used up its granted time.' end)
    from (select o.started_at + make_interval(secs => o.grant_seconds + p_overtime_seconds) < clock_timestamp() as is_over
      from runs o where o.org_id = p_org and o.id = p_run) overtime
    where r.org_id = p_org and r.id = p_run and r.state = 'running'
    returning r.cancel_reason, r.is_superseded, r.grant_micro_usd, r.grant_turns, r.grant_seconds, r.acknowledged_seq, v_expires_at;
end
$$;

-- What the sweep has to look at, of all organizations: leases that ran out, waiting runs that are not heard of any more, and runs
-- that were told to end and do not.
create function overdue_runs(p_silent_seconds integer, p_deaf_seconds integer, p_most integer)
  returns table (org_id bigint, run_id text)
  language plpgsql as $$
#variable_conflict use_column
declare
  v_org bigint;
  v_left integer := p_most;
  v_found integer;
begin
  for v_org in select o.id from organizations o where o.id > 0 loop
    perform set_config('app.org_id', v_org::text, true);
    return query
      select open.org_id, open.id from (
        select r.org_id, r.id, r.state, r.heartbeat_at, r.cancel_requested_at,
          (select s.lease_expires_at from sessions s where s.org_id = r.org_id and s.id = r.session_id and s.lease_run_id = r.id) as expires_at
        from runs r where r.org_id = v_org and r.state in ('requested', 'running')) open
      where (open.state = 'running' and (open.expires_at is null or open.expires_at < clock_timestamp()))
        or (open.state = 'requested' and open.heartbeat_at < clock_timestamp() - make_interval(secs => p_silent_seconds))
        or (open.state = 'running' and open.cancel_requested_at < clock_timestamp() - make_interval(secs => p_deaf_seconds))
      limit v_left;
    get diagnostics v_found = row_count;
    v_left := v_left - v_found;
    exit when v_left <= 0;
  end loop;
end
$$;

-- After a time in which no instance was there to hear a heartbeat: nobody is late who could not be heard.
create function extend_leases(p_seconds integer) returns bigint
  language plpgsql as $$
declare
  v_org bigint;
  v_count bigint := 0;
  v_changed bigint;
begin
  for v_org in select o.id from organizations o where o.id > 0 loop
    perform set_config('app.org_id', v_org::text, true);
    update sessions s set lease_expires_at = greatest(s.lease_expires_at, clock_timestamp() + make_interval(secs => p_seconds))
      where s.org_id = v_org and s.lease_run_id is not null;
    get diagnostics v_changed = row_count;
    v_count := v_count + v_changed;
    update runs r set heartbeat_at = clock_timestamp()
      where r.org_id = v_org and r.state = 'requested';
    get diagnostics v_changed = row_count;
    v_count := v_count + v_changed;
  end loop;
  return v_count;
end
$$;

-- One counter for all that starts runs by itself on one subject: retries, fix loops, reviews of our own pushes.
create table subject_attempts (
  org_id bigint not null references organizations (id),
  repository_id bigint not null,
  subject text not null,
  window_start timestamptz(3) not null,
  attempts integer not null check (attempts >= 0),
  primary key (org_id, repository_id, subject),
  foreign key (org_id, repository_id) references repositories (org_id, id)
);
call isolate('subject_attempts');
