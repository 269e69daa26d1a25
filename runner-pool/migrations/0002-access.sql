create table members (
  org_id bigint not null references organizations (id),
  user_id bigint not null,
  login text not null,
  role text not null check (role in ('admin', 'member', 'viewer')),
  -- 'github': an administrator of the GitHub organization, looked at again at each login.
  source text not null default 'added' check (source in ('added', 'github')),
  version integer not null default 1,
  created_at timestamptz(3) not null default now(),
  primary key (org_id, user_id)
);
create index members_user on members (user_id);
create index members_newest on members (org_id, created_at desc, user_id desc);
call isolate('members', $$user_id = lookup_key('user_id')::bigint$$);

create table api_tokens (
  org_id bigint not null references organizations (id),
  id text not null,
  name text not null,
  -- SHA-256 of the whole token; the token itself is shown once and kept nowhere.
  hash bytea not null unique,
  scopes text[] not null,
  -- The person that it acts for: it can do no more than they can at that moment. Null: the organization's.
  user_id bigint,
  created_by text not null,
  created_at timestamptz(3) not null default now(),
  expires_at timestamptz(3),
  last_used_at timestamptz(3),
  revoked_at timestamptz(3),
  primary key (org_id, id)
);
create index api_tokens_newest on api_tokens (org_id, created_at desc, id desc);
create index api_tokens_person on api_tokens (org_id, user_id) where user_id is not null;
call isolate('api_tokens', $$hash = decode(lookup_key('token_hash'), 'hex')$$);

-- A person's login: the person may belong to several tenants, so the row belongs to none and is opened by its key alone. One that
-- has ended is open to be swept away.
create table logins (
  hash bytea primary key,
  user_id bigint not null,
  login text not null,
  created_at timestamptz(3) not null default now(),
  seen_at timestamptz(3) not null default now(),
  expires_at timestamptz(3) not null
);
create index logins_expiry on logins (expires_at);
alter table logins enable row level security;
alter table logins force row level security;
create policy service on logins as permissive for all to claude_orchestrator_service using (true) with check (true);
create policy holder on logins as restrictive for all
  using (hash = decode(lookup_key('login_hash'), 'hex') or expires_at <= now())
  with check (hash = decode(lookup_key('login_hash'), 'hex'));
grant select, insert, update, delete on logins to claude_orchestrator_service;
