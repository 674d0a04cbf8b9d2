-- Adds triggers, policies and grants to every table that lacks them; runs after the migrations, so that no migration can forget them.

-- Sets `updated_at` on every write.
create or replace function chorus_touch_row() returns trigger
language plpgsql as $$
begin
  new.updated_at := now();
  return new;
end $$;

do $$
declare
  target record;
begin
  for target in
    select c.oid::regclass as name, bool_or(a.attname = 'workspace_id') as of_workspace, bool_or(a.attname = 'updated_at') as dated,
      exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgname = 'touch') as touched,
      exists (select from pg_policy p where p.polrelid = c.oid) as protected
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
    group by c.oid order by c.relname
  loop
    if target.dated and not target.touched then
      execute format('create trigger touch before update on %s for each row execute function chorus_touch_row()', target.name);
    end if;
    if target.of_workspace and not target.protected then
      execute format('alter table %s enable row level security', target.name);
      execute format('alter table %s force row level security', target.name);
      execute format('create policy tenant on %s to chorus_app using (workspace_id = chorus_workspace_id()) with check (workspace_id = chorus_workspace_id())', target.name);
      execute format('create policy system on %s to chorus_system using (true) with check (true)', target.name);
      execute format('grant select, insert, update, delete on %s to chorus_app, chorus_system', target.name);
    end if;
  end loop;

  -- Workspaces and users have no workspace column: a workspace sees its own row, and the users who are its members.
  if not exists (select from pg_policy where polrelid = 'users'::regclass) then
    alter table users enable row level security;
    alter table users force row level security;
    create policy sign_in on users to chorus_login using (true) with check (true);
    create policy system on users to chorus_system using (true) with check (true);
    create policy colleagues on users for select to chorus_app
      using (exists (select from members m where m.user_id = users.id and m.workspace_id = chorus_workspace_id()));
  end if;
  if not exists (select from pg_policy where polrelid = 'workspaces'::regclass) then
    alter table workspaces enable row level security;
    alter table workspaces force row level security;
    create policy system on workspaces to chorus_system using (true) with check (true);
    create policy tenant on workspaces to chorus_app using (id = chorus_workspace_id()) with check (id = chorus_workspace_id());
  end if;
end $$;

grant select (id, name, email, image) on users to chorus_app;
grant select, update on workspaces to chorus_app;
grant select on post_attempts to chorus_app, chorus_system;

-- The installation's tables. Sign-in has its own connection, which stays the login role.
grant select, insert, update, delete on users, sessions, sign_ins, verifications to chorus_login;
grant select, insert, update, delete on users, workspaces, webhook_deliveries, dead_letters, task_runs, worker_flags to chorus_system;
grant select on worker_flags to chorus_app;
grant select, insert, update, delete on products, prices to chorus_system;
grant select on products, prices to chorus_app;

-- Rows of one person, hidden from colleagues.
alter policy tenant on user_onboarding
  using (workspace_id = chorus_workspace_id() and user_id = chorus_user_id())
  with check (workspace_id = chorus_workspace_id() and user_id = chorus_user_id());
alter policy tenant on conversation_reads
  using (workspace_id = chorus_workspace_id() and user_id = chorus_user_id())
  with check (workspace_id = chorus_workspace_id() and user_id = chorus_user_id());
alter policy tenant on chat_sessions
  using (workspace_id = chorus_workspace_id() and owner_id = chorus_user_id())
  with check (workspace_id = chorus_workspace_id() and owner_id = chorus_user_id());
alter policy tenant on chat_messages
  using (workspace_id = chorus_workspace_id() and owner_id = chorus_user_id())
  with check (workspace_id = chorus_workspace_id() and owner_id = chorus_user_id());
alter policy tenant on notification_settings
  using (workspace_id = chorus_workspace_id() and user_id = chorus_user_id())
  with check (workspace_id = chorus_workspace_id() and user_id = chorus_user_id());

-- A record that its subjects can change proves nothing. Retention, a chore of the system, deletes old rows.
revoke update, delete on audit_log, ai_usage_logs, ai_errors from chorus_app;
revoke update on audit_log from chorus_system;
revoke update, delete on credit_transactions from chorus_app, chorus_system;
revoke insert, update, delete on system_logs from chorus_app;
-- Only the chore that sends the mails writes and reads these.
revoke select, insert, update, delete on notification_mails from chorus_app;
