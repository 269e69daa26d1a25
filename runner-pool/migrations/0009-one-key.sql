-- Whether all instances have the key that this database was first used with: what one has sealed or signed, each must open. At most one row.
create table encryption_keys (
  id integer primary key default 1 check (id = 1),
  fingerprint bytea not null,
  noted_at timestamptz(3) not null default now()
);
grant select, insert on encryption_keys to claude_orchestrator_service;
