-- A body that is too large for a row: cut into pieces of `piece_bytes`, each compressed by itself, so that a range is read without the rest.
create table blobs (
  org_id bigint not null references organizations (id),
  id text not null,
  run_id text not null,
  bytes bigint not null,
  piece_bytes integer not null,
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

create table events (
  org_id bigint not null references organizations (id),
  run_id text not null,
  seq integer not null check (seq > 0),
  at timestamptz(3) not null,
  type text not null,
  -- JSON text; null where the body is a blob.
  data text,
  blob_id text,
  bytes integer not null,
  primary key (org_id, run_id, seq),
  foreign key (org_id, run_id) references runs (org_id, id) on delete cascade
);
call isolate('events');

-- Words of a stretch of a run's events, made in the background: storing never waits for it.
create table event_words (
  org_id bigint not null references organizations (id),
  run_id text not null,
  first_seq integer not null,
  last_seq integer not null,
  words tsvector not null,
  primary key (org_id, run_id, first_seq),
  foreign key (org_id, run_id) references runs (org_id, id) on delete cascade
);
create index event_words_search on event_words using gin (words);
call isolate('event_words');
