-- Roles. A login that may become either role and is nothing by itself: a query outside the wrapper sees nothing.
-- Granted explicitly, because an owner with BYPASSRLS (Neon) or a superuser (PGlite) would hide a mistake.
do $$
begin
  if not exists (select from pg_roles where rolname = 'chorus_app') then create role chorus_app nologin nobypassrls; end if;
  if not exists (select from pg_roles where rolname = 'chorus_system') then create role chorus_system nologin nobypassrls; end if;
  if not exists (select from pg_roles where rolname = 'chorus_login') then create role chorus_login login noinherit nobypassrls; end if;
end $$;
--> statement-breakpoint
grant chorus_app, chorus_system to chorus_login;
--> statement-breakpoint
grant chorus_system to current_user;
--> statement-breakpoint
create extension if not exists vector;
--> statement-breakpoint
grant usage on schema public to chorus_app, chorus_system, chorus_login;
--> statement-breakpoint
-- The tenant of the running transaction; null outside the wrapper, which matches no row.
create function chorus_workspace_id() returns uuid
language sql stable parallel safe
return nullif(current_setting('app.workspace_id', true), '')::uuid;
--> statement-breakpoint
create function chorus_touch_row() returns trigger
language plpgsql as $$
begin
  new.updated_at := now();
  return new;
end $$;
--> statement-breakpoint
-- `updated_at` holds whoever writes.
create function chorus_touch(target regclass) returns void
language plpgsql as $$
begin
  execute format('create trigger touch before update on %s for each row execute function chorus_touch_row()', target);
end $$;
--> statement-breakpoint
-- What every table with a workspace_id needs. A test finds the tables that were forgotten.
create function chorus_protect(target regclass) returns void
language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy tenant on %s to chorus_app using (workspace_id = chorus_workspace_id()) with check (workspace_id = chorus_workspace_id())', target);
  execute format('create policy system on %s to chorus_system using (true) with check (true)', target);
  execute format('grant select, insert, update, delete on %s to chorus_app, chorus_system', target);
  perform chorus_touch(target);
end $$;
