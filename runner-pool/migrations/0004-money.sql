-- Limits that somebody set. scope_ref: '' for the organization, else repository id, '<repository id>/<subject>' or session id.
create table budgets (
  org_id bigint not null references organizations (id),
  id text not null,
  scope text not null check (scope in ('organization', 'repository', 'subject', 'session')),
  scope_ref text not null,
  period text not null check (period in ('month', 'total')),
  limit_micro_usd bigint not null check (limit_micro_usd >= 0),
  version integer not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  primary key (org_id, id),
  unique (org_id, scope, scope_ref, period),
  check ((scope = 'organization') = (scope_ref = ''))
);
call isolate('budgets');

-- What is spent and reserved, by scope and period, whether or not there is a budget: reservations lock these rows.
create table spending (
  org_id bigint not null references organizations (id),
  scope text not null,
  scope_ref text not null,
  -- First day of the calendar month (UTC); 0001-01-01 for the period 'total'.
  period_start date not null,
  reserved_micro_usd bigint not null default 0 check (reserved_micro_usd >= 0),
  spent_micro_usd bigint not null default 0 check (spent_micro_usd >= 0),
  primary key (org_id, scope, scope_ref, period_start)
);
call isolate('spending');

-- Where a run's grant is reserved, so that it is settled where it was taken. Gone once settled.
create table reservations (
  org_id bigint not null references organizations (id),
  run_id text not null,
  scope text not null,
  scope_ref text not null,
  period_start date not null,
  reserved_micro_usd bigint not null check (reserved_micro_usd >= 0),
  primary key (org_id, run_id, scope, scope_ref, period_start),
  foreign key (org_id, run_id) references runs (org_id, id) on delete cascade
);
call isolate('reservations');

-- One line per call of the model, out of the journal (`action.model_call`).
create table ledger_entries (
  org_id bigint not null references organizations (id),
  run_id text not null,
  seq integer not null,
  at timestamptz(3) not null,
  model text not null,
  cost_micro_usd bigint not null,
  entry jsonb not null,
  primary key (org_id, run_id, seq),
  foreign key (org_id, run_id) references runs (org_id, id) on delete cascade
);
create index ledger_entries_time on ledger_entries (org_id, at);
call isolate('ledger_entries');
