-- Who sees what. The service works as a role that owns nothing; every table of a tenant has org_id as the first column of its
-- key, row-level security forced on its owner too, and one restrictive policy. Nothing is visible while app.org_id is unset.

create function current_org() returns bigint
  language sql stable parallel safe
  return nullif(current_setting('app.org_id', true), '')::bigint;

-- A setting that opens one row before the tenant is known: its key, which only who holds the secret can name.
create function lookup_key(name text) returns text
  language sql stable parallel safe
  return nullif(current_setting('app.' || name, true), '');

-- Policies of one tenant table. `lookup` opens rows by a key that only who holds the secret can name, before the tenant is known:
-- in read-only transactions alone, so that nothing can be changed through it.
create procedure isolate(target regclass, lookup text default 'false')
  language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy service on %s as permissive for all to claude_orchestrator_service using (true) with check (true)', target);
  execute format(
    'create policy tenant on %s as restrictive for all using (org_id = current_org() or (current_setting(''transaction_read_only'') = ''on'' and (%s))) with check (org_id = current_org())',
    target, lookup);
  execute format('grant select, insert, update, delete on %s to claude_orchestrator_service', target);
end
$$;

-- Directory tables: ids and times, nothing of what a tenant does. The service needs them before it knows the tenant.
create table organizations (
  id bigint generated always as identity primary key,
  github_owner_id bigint unique,
  login text not null,
  created_at timestamptz(3) not null default now()
);
grant select, insert, update on organizations to claude_orchestrator_service;

-- Tenant 0 holds what arrives before its owner is known; no token and no person belongs to it.
insert into organizations (id, login) overriding system value values (0, '');

create table instances (
  id text primary key,
  started_at timestamptz(3) not null default now(),
  seen_at timestamptz(3) not null default now()
);
grant select, insert, update, delete on instances to claude_orchestrator_service;

create table used_tokens (
  issuer text not null,
  jti text not null,
  expires_at timestamptz(3) not null,
  primary key (issuer, jti)
);
create index used_tokens_expiry on used_tokens (expires_at);
grant select, insert, delete on used_tokens to claude_orchestrator_service;

create table organization_settings (
  org_id bigint primary key references organizations (id),
  -- Empty: the defaults of services/policy.ts.
  policy jsonb not null default '{}',
  quotas jsonb not null default '{}',
  version integer not null default 1,
  updated_at timestamptz(3) not null default now()
);
call isolate('organization_settings');

-- What there is of things that are too many to count each time; counted again by a sweep.
create table organization_usage (
  org_id bigint primary key references organizations (id),
  stored_bytes bigint not null default 0 check (stored_bytes >= 0),
  counted_at timestamptz(3) not null default now()
);
call isolate('organization_usage');
