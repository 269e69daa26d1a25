-- Webhooks as they arrived. One body is worked on once, under whatever id it comes: the id is not covered by the signature.
create table deliveries (
  -- No foreign key, which would be checked for each row: receive_deliveries looks the organization up itself.
  org_id bigint not null,
  source text not null check (source in ('github', 'gitlab', 'jira')),
  id text not null,
  event text not null,
  -- Whose it is, on the source's side; null where that could not be read off at once.
  owner_id bigint,
  -- Of the raw bytes, as they were signed.
  body_sha256 bytea not null,
  -- The raw bytes, gzipped.
  body bytea not null,
  -- application/x-www-form-urlencoded, with the JSON in `payload`.
  is_form boolean not null default false,
  received_at timestamptz(3) not null default now(),
  worked_at timestamptz(3),
  primary key (org_id, source, id)
);
create unique index deliveries_body on deliveries (org_id, source, body_sha256);
create index deliveries_received on deliveries (org_id, received_at);
-- Of tenant 0: what waits for its owner.
create index deliveries_owner on deliveries (org_id, source, owner_id) where org_id = 0;
alter table deliveries alter column body set storage external;
call isolate('deliveries');

-- Stores deliveries, each in its owner's organization (0: not known yet), and makes due what is worked on: all in one transaction,
-- one round trip, one statement an organization. Bodies and hashes come end to end; an array of them would travel as text of twice
-- the size.
create function receive_deliveries(in_source text, in_ids text[], in_events text[], in_owners bigint[], in_due boolean[],
    in_forms boolean[], in_lengths integer[], in_hashes bytea, in_bodies bytea)
  returns table (is_new boolean) language plpgsql as $$
declare
  org bigint;
  added bigint[];
  due text[];
  all_added bigint[] := '{}';
begin
  for org in
    select distinct coalesce(o.id, 0)
    from unnest(in_owners) owner (id) left join organizations o on o.github_owner_id = owner.id
    order by 1
  loop
    perform set_config('app.org_id', org::text, true);
    with coming as (
      select d.*, sum(d.length) over (order by d.n) - d.length + 1 as begins
      from unnest(in_ids, in_events, in_owners, in_due, in_forms, in_lengths)
        with ordinality d (id, event, owner_id, is_due, is_form, length, n)
    ), ours as (
      select c.* from coming c left join organizations o on o.github_owner_id = c.owner_id
      where coalesce(o.id, 0) = org
    ), stored as (
      insert into deliveries (org_id, source, id, event, owner_id, body_sha256, body, is_form, worked_at)
      select org, in_source, c.id, c.event, c.owner_id, substring(in_hashes from (c.n::integer - 1) * 32 + 1 for 32),
        substring(in_bodies from c.begins::integer for c.length), c.is_form, case when not c.is_due then now() end
      from ours c order by c.n
      on conflict do nothing
      returning id, body_sha256
    )
    -- Of one that came twice at once, the first is the one that is new. An id may come with two bodies: it is not signed.
    select array_agg(first.n), array_agg(first.id) filter (where first.is_due) into added, due
    from (
      select distinct on (c.id) c.* from ours c
        join stored s on s.id = c.id and s.body_sha256 = substring(in_hashes from (c.n::integer - 1) * 32 + 1 for 32)
      order by c.id, c.n) first;
    all_added := all_added || added;
    perform add_task(org, 'webhooks', 'work-delivery', in_source || ':' || d.id) from unnest(due) d (id);
  end loop;
  return query select n = any (all_added) from generate_series(1, cardinality(in_ids)) n;
end
$$;

-- Gives an organization what arrived for its owner before there was an organization, or one that was read only later.
create function move_deliveries(in_org bigint, in_source text, in_owner bigint, in_id text default null)
  returns bigint language plpgsql as $$
declare
  waiting deliveries;
  moved bigint := 0;
begin
  loop
    perform set_config('app.org_id', '0', true);
    delete from deliveries d where d.org_id = 0 and d.source = in_source and d.id = (
      select w.id from deliveries w where w.org_id = 0 and w.source = in_source
        and (w.owner_id = in_owner and in_id is null or w.id = in_id)
      order by w.received_at limit 1 for update)
    returning * into waiting;
    exit when not found;
    perform set_config('app.org_id', in_org::text, true);
    insert into deliveries (org_id, source, id, event, owner_id, body_sha256, body, is_form, received_at, worked_at)
    values (in_org, in_source, waiting.id, waiting.event, in_owner, waiting.body_sha256, waiting.body, waiting.is_form, waiting.received_at, waiting.worked_at)
    on conflict do nothing;
    if found then
      moved := moved + 1;
      if waiting.worked_at is null then
        perform add_task(in_org, 'webhooks', 'work-delivery', in_source || ':' || waiting.id);
      end if;
    end if;
  end loop;
  perform set_config('app.org_id', in_org::text, true);
  return moved;
end
$$;

-- Which of these are stored, whosever they are: ids alone, for the sweep that asks GitHub to deliver the others again.
create function stored_deliveries(in_source text, in_ids text[])
  returns setof text language plpgsql as $$
declare
  org bigint;
begin
  for org in select o.id from organizations o loop
    perform set_config('app.org_id', org::text, true);
    return query select d.id from deliveries d where d.org_id = org and d.source = in_source and d.id = any (in_ids);
  end loop;
end
$$;
