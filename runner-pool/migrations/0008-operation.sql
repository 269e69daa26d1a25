-- What the metrics tell of all organizations together: numbers alone. Runs that are open or were made within the last day, by
-- state, and under the state 'spent' what was spent ever, in micro-USD.
create function run_figures() returns table (state text, value bigint)
  language plpgsql as $$
#variable_conflict use_column
declare
  v_org bigint;
begin
  for v_org in select o.id from organizations o where o.id > 0 loop
    perform set_config('app.org_id', v_org::text, true);
    return query
      select r.state, count(*) from runs r where r.org_id = v_org and r.created_at > now() - interval '1 day' group by r.state;
    return query
      select r.state, count(*) from runs r
      where r.org_id = v_org and r.state in ('requested', 'running') and r.created_at <= now() - interval '1 day' group by r.state;
    return query
      select 'spent', s.spent_micro_usd from spending s
      where s.org_id = v_org and s.scope = 'organization' and s.period_start = date '0001-01-01';
  end loop;
end
$$;
