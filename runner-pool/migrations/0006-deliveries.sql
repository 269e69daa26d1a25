-- Webhooks as they arrived. One body is worked on once, under whatever id it comes: the id is not covered by the signature.
create table deliveries (
  org_id bigint not null references organizations (id),
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
-- one round trip. Bodies and hashes come end to end; an array of them would travel as text of twice the size.
create function receive_deliveries(in_source text, in_ids text[], in_events text[], in_owners bigint[], in_due boolean[],
    in_forms boolean[], in_lengths integer[], in_hashes bytea, in_bodies bytea)
  returns table (is_new boolean) language plpgsql as $$
declare
  org bigint;
  begins integer := 1;
begin
  for n in 1 .. cardinality(in_ids) loop
    org := coalesce((select o.id from organizations o where o.github_owner_id = in_owners[n]), 0);
    perform set_config('app.org_id', org::text, true);
    insert into deliveries (org_id, source, id, event, owner_id, body_sha256, body, is_form, worked_at)
    values (org, in_source, in_ids[n], in_events[n], in_owners[n], substring(in_hashes from (n - 1) * 32 + 1 for 32),
      substring(in_bodies from begins for in_lengths[n]), in_forms[n], case when not in_due[n] then now() end)
    on conflict do nothing;
    is_new := found;
    if is_new and in_due[n] then
      perform add_task(org, 'webhooks', 'work-delivery', in_source || ':' || in_ids[n]);
    end if;
    return next;
    begins := begins + in_lengths[n];
  end loop;
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
