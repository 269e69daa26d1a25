-- Webhooks as they arrived. One body is worked on once, under whatever id it comes: the id is not covered by the signature.
create table deliveries (
  org_id bigint not null references organizations (id),
  source text not null check (source in ('github', 'gitlab', 'jira')),
  id text not null,
  event text not null,
  body_sha256 bytea not null,
  body bytea not null,
  received_at timestamptz(3) not null default now(),
  worked_at timestamptz(3),
  primary key (org_id, source, id)
);
create unique index deliveries_body on deliveries (org_id, source, body_sha256);
create index deliveries_received on deliveries (org_id, received_at);
call isolate('deliveries');
