-- Limits that somebody set. scope_ref: '' for the organization, else repository id, '<repository id>/<subject>', session id or the
-- person's id on GitHub.
create table budgets (
  org_id bigint not null references organizations (id),
  id text not null,
  scope text not null check (scope in ('organization', 'repository', 'subject', 'session', 'user')),
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
create index budgets_newest on budgets (org_id, created_at desc, id desc);
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

-- The rows of `spending` that a run counts in.
create function spending_keys(p_org bigint, p_run text)
  returns table (scope text, scope_ref text, period_start date)
  language sql stable
begin atomic
  select k.scope, k.scope_ref, p.period_start
  from runs r
    cross join lateral (values
      ('organization', ''), ('repository', r.repository_id::text), ('session', r.session_id),
      ('subject', r.repository_id || '/' || r.subject), ('user', nullif(r.actor_id, 0)::text)) as k (scope, scope_ref)
    cross join lateral (values (date '0001-01-01'), (r.period_start)) as p (period_start)
  where r.org_id = p_org and r.id = p_run and k.scope_ref is not null;
end;

-- Whoever reserves or settles holds the organization's own row, to the end of the transaction: the others need no lock then, and nobody
-- waits for two.
create procedure lock_spending(p_org bigint)
  language plpgsql as $$
begin
  perform 1 from spending s
    where s.org_id = p_org and s.scope = 'organization' and s.scope_ref = '' and s.period_start = date '0001-01-01' for update;
  if found then return; end if;
  insert into spending (org_id, scope, scope_ref, period_start) values (p_org, 'organization', '', date '0001-01-01')
    on conflict do nothing;
  perform 1 from spending s
    where s.org_id = p_org and s.scope = 'organization' and s.scope_ref = '' and s.period_start = date '0001-01-01' for update;
end
$$;

-- Reserves for a run as much of what it asks for as every budget has left; `granted` null: that is less than it needs, and the rest of the
-- row says which budget is short. `p_keep` false: only says what would be. Each row is found by its whole key: a join would keep the
-- plan that it got while the table was small, which reads all of it.
create function reserve_grant(p_org bigint, p_run text, p_asked bigint, p_needed bigint, p_keep boolean)
  returns table (granted bigint, budget_id text, scope text, scope_ref text, period text, period_start date,
    limit_micro_usd bigint, spent_micro_usd bigint, reserved_micro_usd bigint)
  language plpgsql as $$
#variable_conflict use_column
declare
  k record;
  b record;
  v_left bigint;
begin
  if p_keep then call lock_spending(p_org); end if;
  granted := p_asked;
  if exists (select from budgets l where l.org_id = p_org) then
    for k in select * from spending_keys(p_org, p_run) order by scope collate "C", period_start loop
      select l.id, l.period, l.limit_micro_usd, coalesce(s.spent_micro_usd, 0) as spent, coalesce(s.reserved_micro_usd, 0) as reserved into b
        from budgets l left join lateral (select s.spent_micro_usd, s.reserved_micro_usd from spending s
          where s.org_id = p_org and s.scope = k.scope and s.scope_ref = k.scope_ref and s.period_start = k.period_start) s on true
        where l.org_id = p_org and l.scope = k.scope and l.scope_ref = k.scope_ref
          and l.period = case k.period_start when date '0001-01-01' then 'total' else 'month' end;
      continue when not found or (v_left is not null and b.limit_micro_usd - b.spent - b.reserved >= v_left);
      v_left := greatest(b.limit_micro_usd - b.spent - b.reserved, 0);
      granted := least(p_asked, v_left);
      budget_id := b.id; scope := k.scope; scope_ref := k.scope_ref; period := b.period; period_start := k.period_start;
      limit_micro_usd := b.limit_micro_usd; spent_micro_usd := b.spent; reserved_micro_usd := b.reserved;
    end loop;
  end if;
  if granted < least(p_asked, p_needed) or (granted = 0 and p_asked > 0) then
    granted := null;
  elsif p_keep then
    insert into spending as s (org_id, scope, scope_ref, period_start, reserved_micro_usd)
      select p_org, k.scope, k.scope_ref, k.period_start, granted from spending_keys(p_org, p_run) k
      on conflict on constraint spending_pkey do update set reserved_micro_usd = s.reserved_micro_usd + excluded.reserved_micro_usd;
    insert into reservations (org_id, run_id, scope, scope_ref, period_start, reserved_micro_usd)
      select p_org, p_run, k.scope, k.scope_ref, k.period_start, granted from spending_keys(p_org, p_run) k;
  end if;
  return next;
end
$$;

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
