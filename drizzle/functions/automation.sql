-- Events that set rules of characters off (docs/automation.md). Each is an execution of its rule in the transaction that records the event; its key
-- makes it one, however often the event comes.

-- A post that was published. A rule on whose posts it follows is stopped here: it would set itself off without end.
create or replace function chorus_automate_published() returns trigger
language plpgsql as $$
begin
  insert into automation_executions (id, workspace_id, rule_id, character_id, trigger_key, trigger_type, at, subject, chain, status, why)
  select distinct on (r.id, of.key) chorus_new_id(p.published_at), p.workspace_id, r.id, r.character_id, of.key, 'event', p.published_at, left(p.content, 500),
    of.chain, case when r.id = any(of.chain) then 'skipped' else 'due' end, case when r.id = any(of.chain) then 'feeds_itself' end
  from published p
  join automation_rules r on r.workspace_id = p.workspace_id and r.is_enabled and r.trigger_type = 'event'
    and r.trigger_config->>'event' = 'post_published'
  left join automation_executions cause on cause.workspace_id = p.workspace_id and cause.scheduled_post_id = p.scheduled_post_id
  left join social_accounts a on a.workspace_id = p.workspace_id and a.id = p.account_id
  left join characters source on source.workspace_id = p.workspace_id and source.profile_id = a.profile_id
  -- A post that goes to several accounts is one event.
  cross join lateral (select 'post ' || coalesce(p.scheduled_post_id, p.id) as key,
    case when cause.id is null then '{}'::uuid[] else cause.chain || cause.rule_id end as chain) of
  where case when r.trigger_config ? 'characterId' then source.id = (r.trigger_config->>'characterId')::uuid else cause.id is null end
  order by r.id, of.key, p.id
  on conflict do nothing;
  return null;
end $$;

create or replace trigger automate_published after insert on published_posts
  referencing new table as published for each statement execute function chorus_automate_published();

-- A signal that stands out now. Those of the past, which a new project finds in its history, are none.
create or replace function chorus_automate_signal() returns trigger
language plpgsql as $$
begin
  insert into automation_executions (id, workspace_id, rule_id, character_id, trigger_key, trigger_type, at, subject)
  select chorus_new_id(s.created_at), s.workspace_id, r.id, r.character_id, concat_ws(' ', 'signal', s.project_id, s.kind, s.subject, s.day), 'event',
    s.created_at, s.label
  from found s
  join automation_rules r on r.workspace_id = s.workspace_id and r.is_enabled and r.trigger_type = 'event'
    and r.trigger_config->>'event' = 'signal'
  where s.day >= (s.created_at at time zone 'UTC')::date - 1
    and (not r.trigger_config ? 'projectId' or s.project_id = (r.trigger_config->>'projectId')::uuid)
  on conflict do nothing;
  return null;
end $$;

create or replace trigger automate_signal after insert on signals
  referencing new table as found for each statement execute function chorus_automate_signal();
