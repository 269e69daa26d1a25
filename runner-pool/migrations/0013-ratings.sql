-- What people think of a run: one word a person.
create table run_ratings (
  org_id bigint not null references organizations (id),
  run_id text not null,
  user_id bigint not null,
  rating text not null check (rating in ('good', 'bad')),
  rated_at timestamptz(3) not null default now(),
  primary key (org_id, run_id, user_id),
  foreign key (org_id, run_id) references runs (org_id, id) on delete cascade
);
call isolate('run_ratings');
