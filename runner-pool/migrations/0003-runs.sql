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
create index sessions_leases on sessions (org_id, lease_expires_at) where lease_run_id is not null;
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
  model text not null,
  asked_grant jsonb not null,
  -- Null until the run has its lease.
  epoch bigint,
  grant_micro_usd bigint not null default 0 check (grant_micro_usd >= 0),
  grant_turns integer,
  grant_seconds integer,
  spent_micro_usd bigint not null default 0 check (spent_micro_usd >= 0),
  settled_at timestamptz(3),
  priority smallint not null default 0,
  cancel_reason text,
  cancel_requested_at timestamptz(3),
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
  primary key (org_id, id),
  foreign key (org_id, session_id) references sessions (org_id, id),
  foreign key (org_id, repository_id) references repositories (org_id, id),
  check ((state in ('requested', 'running')) = (ended_at is null)),
  check (state <> 'running' or epoch is not null)
);
create unique index runs_idempotency on runs (org_id, idempotency_key);
create index runs_newest on runs (org_id, created_at desc, id desc);
create index runs_of_session on runs (org_id, session_id, created_at desc, id desc);
create index runs_of_subject on runs (org_id, repository_id, subject, created_at desc, id desc);
create index runs_by_state on runs (org_id, state, created_at desc, id desc);
create index runs_of_job on runs (org_id, github_run_id, github_run_attempt);
-- Waiting runs of a session, in the order in which they get it.
create index runs_waiting on runs (org_id, session_id, priority desc, created_at, id) where state = 'requested';
create index runs_open on runs (org_id, heartbeat_at) where state in ('requested', 'running');
call isolate('runs');

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
