-- What endpoints are told of. A trigger writes it with the change, so that whoever makes a change cannot forget it, and a change that is undone tells nobody.

-- Writes an event for every endpoint of the workspace that wants it.
create or replace function chorus_tell_endpoints(workspace uuid, event text, ordered_by uuid, data jsonb) returns void
language sql as $$
  insert into outgoing_webhooks (id, workspace_id, endpoint_id, type, order_key, payload, not_before)
  select gen_random_uuid(), workspace, e.id, event, ordered_by,
    jsonb_build_object('type', event, 'timestamp', to_char(now() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'data', data), now()
  from webhook_endpoints e
  where e.workspace_id = workspace and e.enabled and event = any(e.events)
$$;

create or replace function chorus_tell_of_conversation() returns trigger
language plpgsql as $$
begin
  perform chorus_tell_endpoints(new.workspace_id, case when tg_op = 'INSERT' then 'conversation.created' else 'conversation.changed' end, new.id,
    jsonb_build_object('conversationId', new.id, 'accountId', new.account_id, 'contactId', new.customer_id, 'status', new.status)
    || case when tg_op = 'INSERT' then '{}'::jsonb else jsonb_build_object('changed', (
      select jsonb_agg(name) from (values ('status', old.status is distinct from new.status),
        ('heldBy', (old.held_by_user_id, old.held_by_key_id) is distinct from (new.held_by_user_id, new.held_by_key_id))) c (name, changed) where changed)) end);
  return null;
end $$;
create or replace trigger tell_endpoints_made after insert on conversations for each row execute function chorus_tell_of_conversation();
create or replace trigger tell_endpoints after update on conversations for each row
  when ((old.status, old.held_by_user_id, old.held_by_key_id) is distinct from (new.status, new.held_by_user_id, new.held_by_key_id))
  execute function chorus_tell_of_conversation();

create or replace function chorus_tell_of_message() returns trigger
language plpgsql as $$
begin
  perform chorus_tell_endpoints(new.workspace_id, case when new.direction = 'inbound' then 'message.received' else 'message.changed' end, new.conversation_id,
    jsonb_build_object('messageId', new.id, 'conversationId', new.conversation_id, 'direction', new.direction, 'status', new.status));
  return null;
end $$;
create or replace trigger tell_endpoints_made after insert on conversation_messages for each row execute function chorus_tell_of_message();
create or replace trigger tell_endpoints after update on conversation_messages for each row
  when (new.direction = 'outbound' and old.status is distinct from new.status) execute function chorus_tell_of_message();

create or replace function chorus_tell_of_escalation() returns trigger
language plpgsql as $$
begin
  perform chorus_tell_endpoints(new.workspace_id, case when tg_op = 'INSERT' then 'escalation.created' else 'escalation.changed' end, new.conversation_id,
    jsonb_build_object('escalationId', new.id, 'conversationId', new.conversation_id, 'reason', new.reason, 'status', new.status));
  return null;
end $$;
create or replace trigger tell_endpoints_made after insert on support_escalations for each row execute function chorus_tell_of_escalation();
create or replace trigger tell_endpoints after update on support_escalations for each row
  when (old.status is distinct from new.status) execute function chorus_tell_of_escalation();

create or replace function chorus_tell_of_decision() returns trigger
language plpgsql as $$
begin
  perform chorus_tell_endpoints(new.workspace_id, 'decision.made', new.conversation_id,
    jsonb_build_object('decisionId', new.id, 'conversationId', new.conversation_id, 'messageId', new.message_id, 'decision', new.decision));
  return null;
end $$;
create or replace trigger tell_endpoints_made after insert on ai_decisions for each row execute function chorus_tell_of_decision();

create or replace function chorus_tell_of_target() returns trigger
language plpgsql as $$
begin
  perform chorus_tell_endpoints(new.workspace_id, 'post.changed', new.scheduled_post_id,
    jsonb_build_object('postId', new.scheduled_post_id, 'targetId', new.id, 'accountId', new.account_id, 'status', new.status));
  return null;
end $$;
create or replace trigger tell_endpoints after update on scheduled_post_accounts for each row
  when (old.status is distinct from new.status and new.status <> 'sending') execute function chorus_tell_of_target();

create or replace function chorus_tell_of_account() returns trigger
language plpgsql as $$
begin
  perform chorus_tell_endpoints(new.workspace_id, case when tg_op = 'INSERT' then 'account.connected' else 'account.changed' end, new.id,
    jsonb_build_object('accountId', new.id, 'platform', new.platform, 'status', new.status));
  return null;
end $$;
create or replace trigger tell_endpoints_made after insert on social_accounts for each row execute function chorus_tell_of_account();
create or replace trigger tell_endpoints after update on social_accounts for each row
  when (old.status is distinct from new.status) execute function chorus_tell_of_account();

create or replace function chorus_tell_of_contact() returns trigger
language plpgsql as $$
begin
  perform chorus_tell_endpoints(new.workspace_id, case when tg_op = 'INSERT' then 'contact.created' else 'contact.changed' end, new.id,
    jsonb_build_object('contactId', new.id)
    || case when tg_op = 'INSERT' then '{}'::jsonb else jsonb_build_object('changed', (
      select jsonb_agg(name) from (values ('name', old.name is distinct from new.name), ('handle', old.handle is distinct from new.handle)) c (name, changed) where changed)) end);
  return null;
end $$;
create or replace trigger tell_endpoints_made after insert on customers for each row execute function chorus_tell_of_contact();
create or replace trigger tell_endpoints after update on customers for each row
  when ((old.name, old.handle) is distinct from (new.name, new.handle)) execute function chorus_tell_of_contact();

-- What the account writes itself is no news to it; its answers are told of as what was done to the comment.
create or replace function chorus_tell_of_comment() returns trigger
language plpgsql as $$
begin
  perform chorus_tell_endpoints(new.workspace_id, case when tg_op = 'INSERT' then 'comment.received' else 'comment.changed' end, new.id,
    jsonb_build_object('commentId', new.id, 'postId', new.post_id, 'accountId', new.account_id, 'status', new.status, 'triage', new.triage)
    || case when tg_op = 'INSERT' then '{}'::jsonb else jsonb_build_object('changed', (
      select jsonb_agg(name) from (values ('status', old.status is distinct from new.status), ('triage', old.triage is distinct from new.triage),
        ('text', old.content is distinct from new.content), ('hidden', old.hidden is distinct from new.hidden)) c (name, changed) where changed)) end);
  return null;
end $$;
create or replace trigger tell_endpoints_made after insert on comments for each row
  when (not new.is_own) execute function chorus_tell_of_comment();
create or replace trigger tell_endpoints after update on comments for each row
  when (not new.is_own and (old.status, old.triage, old.content, old.hidden) is distinct from (new.status, new.triage, new.content, new.hidden))
  execute function chorus_tell_of_comment();

create or replace function chorus_tell_of_comment_action() returns trigger
language plpgsql as $$
begin
  perform chorus_tell_endpoints(new.workspace_id, 'comment_action.changed', new.comment_id,
    jsonb_build_object('actionId', new.id, 'commentId', new.comment_id, 'accountId', new.account_id, 'kind', new.kind, 'author', new.author, 'status', new.status));
  return null;
end $$;
create or replace trigger tell_endpoints after update on comment_actions for each row
  when (old.status is distinct from new.status and new.status <> 'sending') execute function chorus_tell_of_comment_action();
create or replace function chorus_tell_of_signal() returns trigger
language plpgsql as $$
begin
  perform chorus_tell_endpoints(new.workspace_id, case when tg_op = 'INSERT' then 'signal.found' else 'signal.changed' end, new.project_id,
    jsonb_build_object('signalId', new.id, 'projectId', new.project_id, 'kind', new.kind, 'day', new.day, 'status', new.status));
  return null;
end $$;
create or replace trigger tell_endpoints_made after insert on signals for each row execute function chorus_tell_of_signal();
create or replace trigger tell_endpoints after update on signals for each row
  when (old.status is distinct from new.status) execute function chorus_tell_of_signal();
