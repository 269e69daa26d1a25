-- For the metrics: what waits for a person, of all organizations together, by queue. Numbers alone.
create function dead_letter_figures() returns table (queue text, value bigint)
  language plpgsql as $$
#variable_conflict use_column
declare
  v_org bigint;
begin
  for v_org in select o.id from organizations o where o.id > 0 loop
    perform set_config('app.org_id', v_org::text, true);
    return query
      select d.queue, count(*) from dead_letters d where d.org_id = v_org and d.retried_at is null group by d.queue;
  end loop;
end
$$;
