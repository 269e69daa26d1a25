-- What is to be done: written in the transaction that makes it due, gone in the one that did it. The queue is only the courier:
-- whatever it loses is handed to it again from here. Ids and times alone, no data, so it belongs to no tenant.
--
--   pending   held_until null                   the courier may have it
--   delayed   held_until later, handed_at null  not before that
--   handed    handed_at set, claim null         the courier has it; given up on at held_until
--   claimed   claim set                         a worker does it, and moves held_until on while it does
create table outbox (
  id bigint generated always as identity primary key,
  org_id bigint not null references organizations (id),
  queue text not null check (queue in ('webhooks', 'retries', 'reconciliation', 'cleanup', 'notifications')),
  kind text not null,
  ref text not null,
  priority smallint not null default 0,
  -- When it is wanted. Null: a worker has it, and nobody asked for it again since.
  run_after timestamptz(3) default now(),
  held_until timestamptz(3),
  handed_at timestamptz(3),
  claim uuid,
  -- Begun, so that one that kills its process is counted too.
  attempts integer not null default 0,
  -- How often the courier got it, and how often in a row it then was not begun.
  hands integer not null default 0,
  missed smallint not null default 0,
  created_at timestamptz(3) not null default now(),
  unique (org_id, kind, ref),
  check (claim is null or handed_at is not null),
  check (handed_at is null or held_until is not null)
);
create index outbox_pending on outbox (queue, org_id, priority desc, id) where held_until is null;
create index outbox_held on outbox (held_until) where held_until is not null;
create index outbox_handed on outbox (org_id, queue) where handed_at is not null;
-- Rows live for milliseconds: their space is wanted back soon.
alter table outbox set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);
grant select, insert, update, delete on outbox to claude_orchestrator_service;

-- Makes something due. Due already: it stays once, at the earlier time; being done: it is done once more after that, since the
-- worker may have looked before whatever this is about.
create function add_task(in_org bigint, in_queue text, in_kind text, in_ref text, in_priority integer default 0, in_run_after timestamptz default null)
  returns void language sql as $$
  insert into outbox as o (org_id, queue, kind, ref, priority, run_after, held_until)
  values (in_org, in_queue, in_kind, in_ref, in_priority, coalesce(in_run_after, now()), case when in_run_after > now() then in_run_after end)
  on conflict (org_id, kind, ref) do update set
    priority = greatest(o.priority, excluded.priority),
    run_after = least(o.run_after, excluded.run_after),
    held_until = case
      when o.handed_at is not null then o.held_until
      when least(o.run_after, excluded.run_after) > now() then least(o.run_after, excluded.run_after)
    end
$$;

-- Hands what is due to the courier, for all queues, in one round trip. `limits`: per queue its room (most that are with courier and
-- workers together) and a tenant's share of it, {"<queue>": {"room": n, "share": n, "after": n}}; a tenant's policy may allow it less, over all
-- queues. `hold`: after that it is handed out again; `crash`: the first wait after a worker died. Tenants take turns: `after` is who was served last. `rank`: how many its tenant has in front of it in this queue. The
-- last row, all else null, says whether something waits for room.
create function hand_tasks(limits jsonb, hold interval, crash interval)
  returns table (id bigint, org_id bigint, queue text, kind text, priority smallint, hands integer, rank integer, is_more boolean)
  language plpgsql as $$
declare
  moment timestamptz;
  name text;
  room integer;
  share integer;
  busy integer;
  tenant bigint;
  taken integer;
  wrapped boolean;
  after_org bigint;
  more boolean := false;
begin
  -- Lost in a crash of PostgreSQL, it is handed out again: no need to wait for the disk. A claim that is on the disk takes it along.
  perform set_config('synchronous_commit', 'off', true);
  -- One at a time in all instances, or shares would be counted wrong.
  perform pg_advisory_xact_lock(5208113347);
  moment := clock_timestamp();
  -- What a worker died of waits a while, so that it does not take the next one along at once. Rows that somebody has locked come
  -- at the next turn: waiting for them in any order would be a deadlock.
  update outbox o set
    held_until = case when o.claim is not null then moment + random() * least(2 ^ o.attempts, 300) * crash end,
    run_after = coalesce(o.run_after, moment),
    missed = case when o.handed_at is not null and o.claim is null then least(o.missed + 1, 100) else o.missed end,
    handed_at = null, claim = null
  where o.id in (select h.id from outbox h where h.held_until <= moment for update skip locked);
  for name in select jsonb_object_keys(limits) loop
    select (limits -> name ->> 'room')::integer - count(*) into room from outbox o where o.queue = name and o.handed_at is not null;
    after_org := (limits -> name ->> 'after')::bigint;
    tenant := after_org;
    wrapped := false;
    loop
      select min(o.org_id) into tenant from outbox o where o.queue = name and o.held_until is null and o.org_id > tenant
        and (not wrapped or o.org_id <= after_org);
      if tenant is null then
        exit when wrapped;
        wrapped := true;
        tenant := -1;
        continue;
      end if;
      if room <= 0 then
        more := true;
        exit;
      end if;
      perform set_config('app.org_id', tenant::text, true);
      select least(
          (limits -> name ->> 'share')::integer - count(*) filter (where o.queue = name),
          (select (s.policy ->> 'concurrency')::integer from organization_settings s where s.org_id = tenant) - count(*),
          room
        ), count(*) filter (where o.queue = name) into share, busy from outbox o where o.org_id = tenant and o.handed_at is not null;
      if share <= 0 then
        more := true;
        continue;
      end if;
      return query
        with picked as (
          select o.id, o.priority from outbox o where o.queue = name and o.org_id = tenant and o.held_until is null
          order by o.priority desc, o.id limit share for update skip locked
        ), ranked as (
          select p.id, (busy + row_number() over (order by p.priority desc, p.id))::integer as rank from picked p
        )
        update outbox o set
          handed_at = moment, hands = o.hands + 1, held_until = moment + hold * 2 ^ least(o.missed, 4)
        from ranked r where o.id = r.id
        returning o.id, o.org_id, o.queue, o.kind, o.priority, o.hands, r.rank, false;
      get diagnostics taken = row_count;
      more := more or taken = share;
      room := room - taken;
    end loop;
  end loop;
  return query select null::bigint, null::bigint, null::text, null::text, null::smallint, null::integer, null::integer, more;
end
$$;

-- Done: gone, or due once more where it was asked for again meanwhile. Lost in a crash of PostgreSQL, it is done again, as every task
-- may be.
create function complete_task(in_id bigint, in_claim uuid) returns void language plpgsql as $$
begin
  perform set_config('synchronous_commit', 'off', true);
  delete from outbox where id = in_id and claim = in_claim and run_after is null;
  if found then return; end if;
  -- A statement of its own: the first may have begun before whoever asked had committed.
  update outbox set claim = null, handed_at = null, attempts = 0, held_until = case when run_after > now() then run_after end
    where id = in_id and claim = in_claim;
end
$$;

-- Work that comes again and again: which of it is under way, and when it last began. No tenant's.
create table sweeps (
  name text primary key,
  claim uuid,
  held_until timestamptz(3),
  started_at timestamptz(3),
  ended_at timestamptz(3)
);
grant select, insert, update, delete on sweeps to claude_orchestrator_service;

create table dead_letters (
  org_id bigint not null references organizations (id),
  id text not null,
  queue text not null,
  kind text not null,
  ref text not null,
  priority smallint not null default 0,
  attempts integer not null,
  error text not null,
  failed_at timestamptz(3) not null default now(),
  -- Set once somebody had it done again; the row stays for whoever asks what became of it.
  retried_at timestamptz(3),
  primary key (org_id, id),
  unique (org_id, kind, ref)
);
create index dead_letters_newest on dead_letters (org_id, failed_at desc, id desc);
create index dead_letters_of_kind on dead_letters (org_id, kind, failed_at desc, id desc);
call isolate('dead_letters');

-- What was done to have a run run again: at most once for each run; its successor is a run of its own.
create table run_retries (
  org_id bigint not null references organizations (id),
  run_id text not null,
  means text not null check (means in ('re-run', 'dispatch')),
  began_at timestamptz(3) not null default now(),
  done_at timestamptz(3),
  -- The workflow run and attempt that came of it.
  github_run_id bigint,
  github_run_attempt integer,
  primary key (org_id, run_id),
  foreign key (org_id, run_id) references runs (org_id, id) on delete cascade
);
create unique index run_retries_dispatched on run_retries (org_id, github_run_id) where means = 'dispatch';
call isolate('run_retries');
