-- What is to be done: written in the transaction that makes it due, gone in the one that did it. The queue is only the courier:
-- whatever it loses is handed to it again from here. Ids and times alone, no data, so it belongs to no tenant.
create table outbox (
  id bigint generated always as identity primary key,
  org_id bigint not null references organizations (id),
  queue text not null check (queue in ('webhooks', 'retries', 'reconciliation', 'cleanup', 'notifications')),
  kind text not null,
  ref text not null,
  priority smallint not null default 0,
  run_after timestamptz(3) not null default now(),
  attempts integer not null default 0,
  -- When the courier got it last; null: not yet.
  handed_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  unique (org_id, kind, ref)
);
create index outbox_due on outbox (run_after) where handed_at is null;
create index outbox_handed on outbox (handed_at) where handed_at is not null;
grant select, insert, update, delete on outbox to claude_orchestrator_service;

create table dead_letters (
  org_id bigint not null references organizations (id),
  id text not null,
  queue text not null,
  kind text not null,
  ref text not null,
  attempts integer not null,
  error text not null,
  failed_at timestamptz(3) not null default now(),
  primary key (org_id, id),
  unique (org_id, kind, ref)
);
create index dead_letters_newest on dead_letters (org_id, failed_at desc, id desc);
call isolate('dead_letters');
