-- A body that is too large for a row: cut into pieces of `piece_bytes`, each compressed by itself, so that a range is read without the rest.
create table blobs (
  org_id bigint not null references organizations (id),
  id text not null,
  run_id text not null,
  bytes bigint not null,
  piece_bytes integer not null,
  -- Of the pieces as they are stored, in their order.
  piece_sizes integer[] not null,
  media_type text not null,
  -- 'postgres', or where else the pieces are.
  store text not null,
  created_at timestamptz(3) not null default now(),
  primary key (org_id, id),
  foreign key (org_id, run_id) references runs (org_id, id) on delete cascade
);
create index blobs_of_run on blobs (org_id, run_id);
call isolate('blobs');

create table blob_pieces (
  org_id bigint not null references organizations (id),
  blob_id text not null,
  ordinal integer not null,
  body bytea not null,
  primary key (org_id, blob_id, ordinal),
  foreign key (org_id, blob_id) references blobs (org_id, id) on delete cascade
);
-- They are compressed already.
alter table blob_pieces alter column body set storage external;
call isolate('blob_pieces');

-- Bytes outside of PostgreSQL that may have no row in `blobs`: noted before they are written, and when their row goes. The note goes
-- with the row's commit, or with the bytes.
create table loose_blobs (
  org_id bigint not null references organizations (id),
  id text not null,
  store text not null,
  noted_at timestamptz(3) not null default now(),
  primary key (org_id, store, id)
);
create index loose_blobs_oldest on loose_blobs (org_id, noted_at);
call isolate('loose_blobs');

-- No foreign keys: each would be looked up for each row, which took half of the time of a batch. `store_events` alone inserts here, and
-- holds the run locked while it does.
create table events (
  org_id bigint not null,
  run_id text not null,
  seq integer not null check (seq > 0),
  at timestamptz(3) not null,
  type text not null,
  -- JSON text; where the body is a blob, its head.
  data text not null,
  blob_id text,
  -- Of the whole body.
  bytes integer not null,
  primary key (org_id, run_id, seq)
);
call isolate('events');

alter table runs
  -- From here on the journal is not stored: the run is over a limit of its policy.
  add column cut_seq integer,
  -- Lines that came again with another body; the first one stays.
  add column differing_events integer not null default 0,
  -- The journal is in `journal_parts`; later: it is nowhere.
  add column archived_at timestamptz(3),
  add column journal_removed_at timestamptz(3);
create index runs_to_archive on runs (org_id, ended_at) where archived_at is null;
create index runs_to_remove on runs (org_id, ended_at) where archived_at is not null and journal_removed_at is null;

-- An archived journal: stretches of it as NDJSON, a blob each.
create table journal_parts (
  org_id bigint not null references organizations (id),
  run_id text not null,
  first_seq integer not null,
  last_seq integer not null,
  events integer not null,
  blob_id text not null,
  primary key (org_id, run_id, first_seq),
  foreign key (org_id, run_id) references runs (org_id, id) on delete cascade,
  foreign key (org_id, blob_id) references blobs (org_id, id)
);
call isolate('journal_parts');

-- Stores a batch of one run, each seq once, in one round trip. Batches of a run follow each other, by the lock on its row. Types, bodies
-- and ledger entries are texts separated by line feeds, which JSON text on one line has not: cheaper than arrays of them.
-- `p_blobs`: [{"id", "bytes", "at", "sizes"}], `at` and `sizes` of the pieces in `p_pieces`. No row: there is no such run.
create function store_events(p_org bigint, p_run text, p_seqs integer[], p_ats bigint[], p_types text, p_data text, p_bytes integer[],
    p_blob_ids text[], p_ledger_seqs integer[], p_ledger text, p_blobs json, p_store text, p_piece_bytes integer, p_pieces bytea,
    p_limit_events integer, p_limit_bytes bigint, p_index_queue text, p_index_after interval)
  returns table (acknowledged_seq integer, stored integer, differing integer, refused integer, cut_reason text, is_archived boolean, added_bytes bigint)
  language plpgsql as $$
#variable_conflict use_column
declare
  v_run record;
  v_taken integer[];
  v_bytes bigint;
  v_fresh integer;
  v_refused_seq integer;
  -- Of the batch: what is outside is never looked at, however the planner joins.
  v_first integer;
  v_last integer;
  v_seq integer;
  v_loose integer;
begin
  perform set_config('app.org_id', p_org::text, true);
  select r.acknowledged_seq, r.stored_events, r.stored_bytes, r.cut_seq, r.archived_at,
      coalesce((p.policy -> 'limits' ->> 'events')::integer, (s.policy -> 'limits' ->> 'events')::integer, p_limit_events) as most_events,
      coalesce((p.policy -> 'limits' ->> 'bytes')::bigint, (s.policy -> 'limits' ->> 'bytes')::bigint, p_limit_bytes) as most_bytes
    into v_run
    from runs r left join repositories p on p.org_id = r.org_id and p.id = r.repository_id
      left join organization_settings s on s.org_id = r.org_id
    where r.org_id = p_org and r.id = p_run for no key update of r;
  if not found then return; end if;
  acknowledged_seq := v_run.acknowledged_seq;
  is_archived := v_run.archived_at is not null;
  stored := 0; differing := 0; refused := 0; added_bytes := 0;
  if is_archived then return next; return; end if;

  select min(u.seq), max(u.seq) into v_first, v_last from unnest(p_seqs) u (seq);
  with sent as (
    select distinct on (u.seq) u.* from unnest(p_seqs, p_ats, string_to_array(p_types, E'\n'), string_to_array(p_data, E'\n'), p_bytes, p_blob_ids)
      with ordinality as u (seq, at, type, data, bytes, blob_id, place) order by u.seq, u.place
  ), fresh as (
    select s.*, sum(s.bytes) over (order by s.seq) as total from sent s
      where not exists (select from events e where e.org_id = p_org and e.run_id = p_run and e.seq = s.seq
        and e.seq between v_first and v_last)
  ), judged as (
    select f.*, f.seq <= v_run.most_events and v_run.stored_bytes + f.total <= v_run.most_bytes
      and (v_run.cut_seq is null or f.seq < v_run.cut_seq) as is_taken
    from fresh f
  ), put as (
    insert into events (org_id, run_id, seq, at, type, data, blob_id, bytes)
      select p_org, p_run, j.seq, to_timestamp(j.at / 1000.0), j.type, j.data, j.blob_id, j.bytes from judged j where j.is_taken
  )
  select array_agg(j.seq) filter (where j.is_taken), coalesce(sum(j.bytes) filter (where j.is_taken), 0), count(*),
      min(j.seq) filter (where not j.is_taken)
    into v_taken, v_bytes, v_fresh, v_refused_seq from judged j;
  stored := coalesce(cardinality(v_taken), 0);
  refused := v_fresh - stored;
  added_bytes := v_bytes;

  if v_fresh < cardinality(p_seqs) then
    select count(*) into differing
      from unnest(p_seqs, p_ats, string_to_array(p_types, E'\n'), string_to_array(p_data, E'\n'), p_blob_ids) as u (seq, at, type, data, blob_id)
        join events e on e.org_id = p_org and e.run_id = p_run and e.seq = u.seq and e.seq between v_first and v_last
      where (e.at, e.type, e.data, e.blob_id) is distinct from (to_timestamp(u.at / 1000.0)::timestamptz(3), u.type, u.data, u.blob_id);
  end if;

  if stored > 0 and p_blobs is not null then
    insert into blobs (org_id, id, run_id, bytes, piece_bytes, piece_sizes, media_type, store)
      select p_org, b.id, p_run, b.bytes, p_piece_bytes, b.sizes, 'application/json', p_store
      from json_to_recordset(p_blobs) as b (id text, bytes bigint, sizes integer[])
      where exists (select from events e where e.org_id = p_org and e.run_id = p_run and e.seq = any (v_taken) and e.blob_id = b.id)
      on conflict do nothing;
    get diagnostics v_loose = row_count;
    if p_store = 'postgres' then
      insert into blob_pieces (org_id, blob_id, ordinal, body)
        select p_org, piece.id, piece.place - 1, substring(p_pieces from (piece.at + piece.before + 1)::integer for piece.size)
        from (select b.id, b.at, u.size, u.place,
              coalesce(sum(u.size) over (partition by b.id order by u.place rows between unbounded preceding and 1 preceding), 0) as before
            from json_to_recordset(p_blobs) as b (id text, at integer, sizes integer[]), unnest(b.sizes) with ordinality as u (size, place)
            where exists (select from blobs x where x.org_id = p_org and x.id = b.id)) piece
        on conflict do nothing;
    else
      delete from loose_blobs l using json_to_recordset(p_blobs) as b (id text)
        where l.org_id = p_org and l.store = p_store and l.id = b.id
          and exists (select from blobs x where x.org_id = p_org and x.id = b.id);
      get diagnostics v_seq = row_count;
      if v_seq < v_loose then raise exception 'the bytes of a blob of run % may be gone; send the batch again', p_run; end if;
    end if;
  end if;

  if stored > 0 and cardinality(p_ledger_seqs) > 0 then
    insert into ledger_entries (org_id, run_id, seq, at, model, cost_micro_usd, entry)
      select p_org, p_run, u.seq, (u.entry::jsonb ->> 'at')::timestamptz, u.entry::jsonb ->> 'model',
        (u.entry::jsonb ->> 'costMicroUsd')::bigint, u.entry::jsonb
      from unnest(p_ledger_seqs, string_to_array(p_ledger, E'\n')) as u (seq, entry)
      where u.seq = any (v_taken);
  end if;

  if refused > 0 then
    cut_reason := case
      -- Cut before, be it by the storage of the organization.
      when v_run.cut_seq <= v_refused_seq then (select e.data::json ->> 'reason' from events e
        where e.org_id = p_org and e.run_id = p_run and e.seq = v_run.cut_seq)
      when v_run.most_events < v_refused_seq or v_run.cut_seq > v_run.most_events then
        format('The journal of a run may have %s events (limits.events of the policy), and this one has more.', v_run.most_events)
      else format('The journal of a run may have %s bytes (limits.bytes of the policy), and this one has more.', v_run.most_bytes) end;
    if v_run.cut_seq is null or v_refused_seq < v_run.cut_seq then
      insert into events (org_id, run_id, seq, at, type, data, bytes)
        select p_org, p_run, v_refused_seq, clock_timestamp(), 'coordinator.journal_cut', d.data, length(d.data)
        from (select json_build_object('reason', cut_reason)::text as data) d;
      v_run.cut_seq := v_refused_seq;
      stored := stored + 1;
    end if;
  end if;

  -- Each row is passed once in a run's life: a gap ends it at the first look.
  for v_seq in select e.seq from events e where e.org_id = p_org and e.run_id = p_run and e.seq > v_run.acknowledged_seq order by e.seq loop
    exit when v_seq <> acknowledged_seq + 1;
    acknowledged_seq := v_seq;
  end loop;

  update runs r set
      acknowledged_seq = store_events.acknowledged_seq,
      stored_events = r.stored_events + store_events.stored,
      stored_bytes = r.stored_bytes + v_bytes,
      differing_events = r.differing_events + store_events.differing,
      cut_seq = v_run.cut_seq,
      cancel_requested_at = case when refused > 0 and r.cut_seq is null and r.ended_at is null then coalesce(r.cancel_requested_at, clock_timestamp())
        else r.cancel_requested_at end,
      cancel_reason = case when refused > 0 and r.cut_seq is null and r.ended_at is null then coalesce(r.cancel_reason, store_events.cut_reason)
        else r.cancel_reason end
    where r.org_id = p_org and r.id = p_run;
  if stored > 0 then
    perform add_task(p_org, p_index_queue, 'index-run', p_run, 0, now() + p_index_after);
  end if;
  return next;
end
$$;

-- Words of a stretch of a run's events, made in the background: storing never waits for it. Of a long event, several parts.
create table event_words (
  org_id bigint not null references organizations (id),
  run_id text not null,
  first_seq integer not null,
  part integer not null,
  last_seq integer not null,
  words tsvector not null,
  primary key (org_id, run_id, first_seq, part),
  foreign key (org_id, run_id) references runs (org_id, id) on delete cascade
);
create index event_words_search on event_words using gin (words);
call isolate('event_words');
-- A search is asked for by a setting: a condition of a query would wait for the policies, as PostgreSQL does not know that @@ tells
-- nothing of the rows that it refuses, and could use no index. Among the policies it is one of them. Unset: every row.
create policy search on event_words as restrictive for select
  using (words @@ coalesce(nullif(current_setting('app.words', true), ''), '!''no word''')::tsquery);
