alter table runs
  -- Since when somebody who may wants it run again; what nobody proved is then theirs to answer for.
  add column retry_asked_at timestamptz(3),
  -- Of a run that was entered when it was over: what would have kept it out, and what GitHub says otherwise.
  add column doubts text[] not null default '{}',
  -- Said to be spent beyond what a run can have spent: booked nowhere.
  add column over_grant_micro_usd bigint not null default 0 check (over_grant_micro_usd >= 0);

-- Who made a token: it can do no more than they can at the moment. Both null: whoever runs the coordinator.
alter table api_tokens
  add column maker_user_id bigint,
  add column maker_token_id text;
create index api_tokens_made_by_person on api_tokens (org_id, maker_user_id) where maker_user_id is not null;
create index api_tokens_made_by_token on api_tokens (org_id, maker_token_id) where maker_token_id is not null;

-- Books what a run spent, once each micro-dollar, and gives back what it had reserved. May be called again with more. What it spent is
-- the most of what it says now, what it said before, and what its ledger adds up to; `p_most` bounds what is listened to at all, and
-- nothing is booked beyond the grant and `p_beyond`. Gives by how much what is not booked has grown.
create function settle_run(p_org bigint, p_run text, p_said bigint, p_beyond bigint, p_most bigint) returns bigint
  language plpgsql as $$
declare
  v_run record;
  v_said bigint;
  v_more bigint;
  v_over bigint;
begin
  select r.spent_micro_usd, r.settled_micro_usd, r.over_grant_micro_usd,
      -- Of what came by its artifact alone, nobody saw that it was granted: no more than it can have been, and nothing where there are doubts.
      case when r.admitted_as not like 'artifact:%' then r.grant_micro_usd + p_beyond
        when r.doubts = '{}' then r.grant_micro_usd else 0 end as most
    into v_run
    from runs r where r.org_id = p_org and r.id = p_run for update;
  if not found then return 0; end if;
  select least(greatest(p_said, v_run.spent_micro_usd, v_run.settled_micro_usd + v_run.over_grant_micro_usd, sum(l.cost_micro_usd)), p_most) into v_said
    from ledger_entries l where l.org_id = p_org and l.run_id = p_run;
  v_more := greatest(least(v_said, v_run.most) - v_run.settled_micro_usd, 0);
  v_over := greatest(v_said - v_run.settled_micro_usd - v_more, v_run.over_grant_micro_usd);
  if v_more > 0 or exists (select from reservations v where v.org_id = p_org and v.run_id = p_run) then
    call lock_spending(p_org);
    insert into spending as s (org_id, scope, scope_ref, period_start, spent_micro_usd)
      select p_org, k.scope, k.scope_ref, k.period_start, v_more from spending_keys(p_org, p_run) k
      on conflict on constraint spending_pkey do update set
        spent_micro_usd = s.spent_micro_usd + excluded.spent_micro_usd,
        reserved_micro_usd = s.reserved_micro_usd - coalesce((select v.reserved_micro_usd from reservations v
          where v.org_id = p_org and v.run_id = p_run and v.scope = excluded.scope and v.scope_ref = excluded.scope_ref
            and v.period_start = excluded.period_start), 0);
    delete from reservations v where v.org_id = p_org and v.run_id = p_run;
  end if;
  update runs r set
      settled_micro_usd = v_run.settled_micro_usd + v_more,
      spent_micro_usd = v_run.settled_micro_usd + v_more,
      over_grant_micro_usd = v_over,
      settled_at = clock_timestamp()
    where r.org_id = p_org and r.id = p_run;
  return v_over - v_run.over_grant_micro_usd;
end
$$;

-- Ends a run's journal here, with a line that says why; what is stored stays. Gives the acknowledged seq; null: there is no such run.
create function cut_journal(p_org bigint, p_run text, p_reason text) returns integer
  language plpgsql as $$
declare
  v_run record;
  v_seq integer;
  v_data text;
begin
  perform set_config('app.org_id', p_org::text, true);
  select r.acknowledged_seq, r.cut_seq, r.archived_at into v_run
    from runs r where r.org_id = p_org and r.id = p_run for no key update;
  if not found then return null; end if;
  if v_run.cut_seq is not null or v_run.archived_at is not null then return v_run.acknowledged_seq; end if;
  select greatest(max(e.seq), v_run.acknowledged_seq) + 1 into v_seq from events e where e.org_id = p_org and e.run_id = p_run;
  v_data := json_build_object('reason', p_reason)::text;
  insert into events (org_id, run_id, seq, at, type, data, bytes)
    values (p_org, p_run, v_seq, clock_timestamp(), 'coordinator.journal_cut', v_data, octet_length(v_data));
  update runs r set
      cut_seq = v_seq,
      stored_events = r.stored_events + 1,
      acknowledged_seq = case when r.acknowledged_seq + 1 = v_seq then v_seq else r.acknowledged_seq end
    where r.org_id = p_org and r.id = p_run
    returning r.acknowledged_seq into v_seq;
  return v_seq;
end
$$;
