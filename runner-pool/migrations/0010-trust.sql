alter table runs
  -- Since when somebody who may wants it run again; what nobody proved is then theirs to answer for.
  add column retry_asked_at timestamptz(3),
  -- Of a run that was entered when it was over: what would have kept it out, and what GitHub says otherwise.
  add column doubts text[] not null default '{}',
  -- Said to be spent beyond what a run can have spent: booked nowhere.
  add column over_grant_micro_usd bigint not null default 0 check (over_grant_micro_usd >= 0);

-- Who made a token: it can do no more than they can at the moment. Both null: whoever runs the coordinator.
alter table api_tokens
  add column maker_user_id bigint,
  add column maker_token_id text;
create index api_tokens_made_by_person on api_tokens (org_id, maker_user_id) where maker_user_id is not null;
create index api_tokens_made_by_token on api_tokens (org_id, maker_token_id) where maker_token_id is not null;
