select chorus_protect(t::regclass) from unnest(array[
  'invitations', 'workspace_keys', 'user_onboarding', 'system_logs', 'ai_usage_logs', 'ai_errors'
]) t;
--> statement-breakpoint
select chorus_touch(t::regclass) from unnest(array['task_runs', 'worker_flags']) t;
--> statement-breakpoint
grant select, insert, update, delete on task_runs, worker_flags to chorus_system;
--> statement-breakpoint
-- The person behind the running transaction; null for machines and outside the wrapper.
create function chorus_user_id() returns uuid
language sql stable parallel safe
return nullif(current_setting('app.user_id', true), '')::uuid;
--> statement-breakpoint
-- Rows of one person: colleagues do not see them.
alter policy tenant on user_onboarding
  using (workspace_id = chorus_workspace_id() and user_id = chorus_user_id())
  with check (workspace_id = chorus_workspace_id() and user_id = chorus_user_id());
--> statement-breakpoint
-- A record that its subjects can change is none. Retention, a chore of the system, forgets what is old.
revoke update, delete on audit_log, ai_usage_logs, ai_errors from chorus_app;
--> statement-breakpoint
revoke update on audit_log from chorus_system;
--> statement-breakpoint
revoke insert, update, delete on system_logs from chorus_app;
--> statement-breakpoint
grant select on worker_flags to chorus_app;
--> statement-breakpoint
-- Whether the machines of a workspace stand still: by its own switch, or by the one of the installation.
create function chorus_machines_paused(workspace uuid) returns boolean
language sql stable
as $$
  select exists (select from workspaces w where w.id = workspace and w.paused_at is not null)
      or exists (select from worker_flags f where f.name = 'machines' and not f.enabled)
$$;
