-- When a run was changed last, but for what an open run tells of itself again and again (spend, lines, that it lives): an index on that
-- would end the heap-only updates of heartbeats and journals. Open runs are few, and are looked at as they are.
alter table runs add column changed_at timestamptz(3) not null default '1970-01-01 00:00:00+00';
alter table runs alter column changed_at set default clock_timestamp();
create index runs_changed on runs (org_id, changed_at desc, id desc);

create function note_run_change() returns trigger
  language plpgsql as $$
begin
  new.changed_at := clock_timestamp();
  return new;
end
$$;
create trigger runs_changed before update on runs for each row
  when (old.state is distinct from new.state or new.state not in ('requested', 'running'))
  execute function note_run_change();

-- What a stream of runs looks at, in one round trip: the open ones, and what changed after `p_since` (null: now) and some time before it,
-- for transactions that commit late; of these the newest `p_most`, each with its place. `mark` is another one whenever what is shown of
-- the run is. At least one row, for its `as_of`.
create function changed_runs(p_org bigint, p_since timestamptz, p_overlap interval, p_most integer)
  returns table (as_of timestamptz, run_id text, mark text, place bigint)
  language plpgsql as $$
#variable_conflict use_column
begin
  perform set_config('app.org_id', p_org::text, true);
  return query
    select statement_timestamp(), seen.id,
      concat_ws(':', extract(epoch from seen.changed_at), seen.spent_micro_usd, seen.stored_events, seen.acknowledged_seq), seen.place
    from (values (1)) one left join (
      select r.id, r.changed_at, r.spent_micro_usd, r.stored_events, r.acknowledged_seq, null::bigint as place
        from runs r where r.org_id = p_org and r.state in ('requested', 'running')
      union all
      (select r.id, r.changed_at, r.spent_micro_usd, r.stored_events, r.acknowledged_seq,
          row_number() over (order by r.changed_at desc, r.id desc) as place
        from runs r where r.org_id = p_org and r.changed_at > coalesce(p_since, statement_timestamp()) - p_overlap
          and r.state not in ('requested', 'running')
        order by r.changed_at desc, r.id desc limit p_most)) seen on true;
end
$$;
