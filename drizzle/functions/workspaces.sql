-- Ends a transaction of a request with an Idempotency-Key: if the transaction wrote anything, the key is marked as done in the same
-- commit; if another request has taken the key meanwhile, nothing commits. A workspace or person that was just deleted has taken its keys along.
create or replace function chorus_keep_idempotency_key(of_holder uuid, of_key text, of_attempt uuid) returns void
language plpgsql as $$
begin
  if pg_current_xact_id_if_assigned() is null then return; end if;
  update idempotency_keys set status = 'done'
  where holder = of_holder and key = of_key and attempt = of_attempt and status in ('started', 'done');
  if not found and (exists (select from workspaces where id = of_holder) or exists (select from users where id = of_holder)) then
    raise exception 'This request was given up, and its Idempotency-Key taken by another.';
  end if;
end $$;

-- Tests whether the machines of a workspace are paused: by its own switch, by the installation's, or since its plan was not paid.
create or replace function chorus_machines_paused(workspace uuid) returns boolean
language sql stable
as $$
  select exists (select from workspaces w where w.id = workspace and w.paused_at is not null)
      or exists (select from worker_flags f where f.name = 'machines' and not f.enabled)
      or exists (select from user_subscriptions s where s.workspace_id = workspace and s.machines_stopped_at is not null)
$$;
