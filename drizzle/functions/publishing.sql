-- Derives a post's state from its targets' states, and from the reasons of those that wait. Postgres inlines the function where it is
-- called with columns; with aggregates as its arguments it would be prepared anew for every post.
create or replace function chorus_post_status(statuses text[], reasons text[]) returns text
language sql immutable
return case
  when 'cancelled' = all (statuses) or 'deleted' = all (statuses) then 'cancelled'
  when 'unknown' = any (statuses) or reasons && array['late', 'reauth', 'by_hand'] then 'needs_person'
  when 'approval' = any (reasons) then 'awaiting_approval'
  when 'sending' = any (statuses) then 'publishing'
  when statuses && array['queued', 'waiting'] then case when 'sent' = any (statuses) then 'publishing' else 'queued' end
  when not (statuses && array['failed']) then 'published'
  when 'sent' = any (statuses) then 'partial'
  else 'failed'
end;

-- Returns the machine's next step for a target; null when none is left, or a person has to act.
create or replace function chorus_queued_to(status text, waiting_reason text, look_at timestamptz) returns text
language sql immutable
return case
  when status in ('queued', 'sending') or (status = 'waiting' and waiting_reason in ('limited', 'reauth')) then 'send'
  when status = 'waiting' and waiting_reason = 'preparing' then 'prepare'
  when status = 'waiting' and waiting_reason = 'by_hand' then 'remind'
  when status = 'waiting' and waiting_reason = 'paused' then 'resume'
  when status = 'unknown' and look_at is not null then 'look'
end;

-- Derives the states of posts whose targets have changed. The planner knows nothing of the changed rows:
-- left to itself Postgres reads whole tables for a few of them.
create or replace function chorus_derive_post_status() returns trigger
language plpgsql set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off as $$
begin
  if not exists (
    select from changed c join scheduled_post_accounts a
      on a.workspace_id = c.workspace_id and a.scheduled_post_id = c.scheduled_post_id and a.account_id <> c.account_id
  ) then
    -- Each changed target is the only one of its post: locking the target locks everything that the state follows from.
    update scheduled_posts p set status = derived.status
    from (
      select c.workspace_id, c.scheduled_post_id,
             chorus_post_status(array[c.status], case c.status when 'waiting' then array[c.waiting_reason] end) as status
      from changed c
    ) derived
    where p.workspace_id = derived.workspace_id and p.id = derived.scheduled_post_id
      and p.status <> derived.status and p.status <> 'draft';
    return null;
  end if;
  -- Lock the posts first: two targets that end at the same time must not each derive from the other's old state.
  perform from (select distinct workspace_id, scheduled_post_id from changed) c
    join scheduled_posts p on p.workspace_id = c.workspace_id and p.id = c.scheduled_post_id
    order by p.id for update of p;
  update scheduled_posts p set status = derived.status
  from (
    select c.workspace_id, c.scheduled_post_id, chorus_post_status(t.statuses, t.reasons) as status
    from (select distinct workspace_id, scheduled_post_id from changed) c
    cross join lateral (
      select array_agg(a.status) as statuses, array_agg(a.waiting_reason) filter (where a.status = 'waiting') as reasons
      from scheduled_post_accounts a
      where a.workspace_id = c.workspace_id and a.scheduled_post_id = c.scheduled_post_id
    ) t
  ) derived
  where p.workspace_id = derived.workspace_id and p.id = derived.scheduled_post_id
    and p.status <> derived.status and p.status <> 'draft';
  return null;
end $$;

-- Keeps open targets in the queue after every change. A claim leaves its row there, so that it is found when its lease is over.
create or replace function chorus_queue_targets() returns trigger
language plpgsql set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off as $$
begin
  delete from publishing_queue q using changed c
  where q.target_id = c.id and chorus_queued_to(c.status, c.waiting_reason, c.look_at) is null;
  insert into publishing_queue as q (target_id, workspace_id, scheduled_post_id, publish_at, task, at)
  select open.id, open.workspace_id, open.scheduled_post_id, p.publish_at, open.task, open.at
  from (
    select c.id, c.workspace_id, c.scheduled_post_id, chorus_queued_to(c.status, c.waiting_reason, c.look_at) as task,
           case c.status when 'unknown' then c.look_at else c.due_at end as at
    from changed c where tg_op = 'INSERT' or c.status <> 'sending'
  ) open
  join scheduled_posts p on p.workspace_id = open.workspace_id and p.id = open.scheduled_post_id
  where open.task is not null
    and not exists (select from publishing_queue x where x.target_id = open.id and x.task = open.task and x.at = open.at)
  on conflict (target_id) do update set task = excluded.task, at = excluded.at;
  return null;
end $$;

create or replace function chorus_queue_moved_post() returns trigger
language plpgsql as $$
begin
  update publishing_queue q set publish_at = new.publish_at
  where q.workspace_id = new.workspace_id and q.scheduled_post_id = new.id and q.publish_at = old.publish_at;
  return null;
end $$;

create or replace trigger derive_on_insert after insert on scheduled_post_accounts
  referencing new table as changed for each statement execute function chorus_derive_post_status();
create or replace trigger derive_on_update after update on scheduled_post_accounts
  referencing new table as changed for each statement execute function chorus_derive_post_status();
create or replace trigger queue_on_insert after insert on scheduled_post_accounts
  referencing new table as changed for each statement execute function chorus_queue_targets();
create or replace trigger queue_on_update after update on scheduled_post_accounts
  referencing new table as changed for each statement execute function chorus_queue_targets();
create or replace trigger queue_on_move after update of publish_at on scheduled_posts
  for each row when (old.publish_at <> new.publish_at) execute function chorus_queue_moved_post();

-- Keeps the time of a post beside its labels.
create or replace function chorus_label_moved_post() returns trigger
language plpgsql as $$
begin
  update scheduled_post_labels l set publish_at = new.publish_at
  where l.workspace_id = new.workspace_id and l.scheduled_post_id = new.id;
  return null;
end $$;
create or replace trigger label_on_move after update of publish_at on scheduled_posts
  for each row when (old.publish_at <> new.publish_at) execute function chorus_label_moved_post();

-- Deleting a label takes it off the series in its own transaction. A trigger cannot: the label's row is locked before any trigger for it runs.
drop trigger if exists forget_label on labels;
drop function if exists chorus_forget_label();

-- Keeps what a platform has taken in for a target and is not published with: of a target that is cancelled, deleted, or taken in anew. What may have been
-- published is nobody's to take away. Two minutes are longer than the lease and the call of a step that is under way.
create or replace function chorus_discard_taken() returns trigger
language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if new.status in ('cancelled', 'deleted') then
      new.handle := null;
      new.handle_version := null;
      new.prepared := false;
    end if;
    -- A person says that it was published there.
    if new.status = 'sent' then return new; end if;
    if new.handle is not null and new.handle_version is not distinct from old.handle_version then return new; end if;
  end if;
  insert into publishing_discards (id, workspace_id, account_id, handle, due_at)
  select chorus_new_id(now()), s.workspace_id, s.id, old.handle, now() + interval '2 minutes'
  -- With its account or its workspace, a target goes without leaving anything behind.
  from social_accounts s join workspaces w on w.id = s.workspace_id
  where s.workspace_id = old.workspace_id and s.id = old.account_id;
  return case when tg_op = 'UPDATE' then new else old end;
end $$;
create or replace trigger discard_on_update before update of status, handle, handle_version on scheduled_post_accounts
  for each row when (old.handle is not null and old.status not in ('sending', 'sent', 'unknown')) execute function chorus_discard_taken();
create or replace trigger discard_on_delete after delete on scheduled_post_accounts
  for each row when (old.handle is not null and old.status not in ('sending', 'sent', 'unknown')) execute function chorus_discard_taken();

-- Claims the hinted targets that are really due: the row is the truth, and a target that was cancelled, edited, moved or taken by
-- another is not claimed. One conditional update takes lease and fence, and records the intent before any call.
create or replace function chorus_claim_targets(
  targets uuid[], versions int[], started timestamptz, horizon timestamptz, late_before timestamptz
) returns table (
  target_id uuid, workspace_id uuid, post_id uuid, fence int, attempts int, due_at timestamptz, text text, media jsonb,
  account_id uuid, platform text, external_id text, credentials text, credentials_version int, wrapped_key text,
  account_status text, account_status_reason text, handle text
)
language plpgsql set plan_cache_mode = force_generic_plan
  set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off as $$
#variable_conflict use_column
declare
  paused uuid[];
begin
  if exists (select from worker_flags f where f.name = 'machines' and not f.enabled) then return; end if;
  paused := array(select w.id from workspaces w where w.paused_at is not null
    union select s.workspace_id from user_subscriptions s where s.machines_stopped_at is not null);
  return query
  with claimed as (
    update scheduled_post_accounts a set
      status = 'sending', waiting_reason = null, error = null, started_at = started, fence = a.fence + 1, attempts = a.attempts + 1
    from unnest(targets, versions) h (target, version), scheduled_posts p
    where a.id = h.target and p.workspace_id = a.workspace_id and p.id = a.scheduled_post_id
      and p.version = h.version
      and (a.status = 'queued' or (a.status = 'waiting' and a.waiting_reason in ('limited', 'reauth')))
      and a.due_at <= horizon
      -- Claim no first attempt that is too late. The tick asks about targets that have waited too long for a limit or a token.
      and (a.attempts > 0 or a.due_at > late_before)
      and a.workspace_id <> all (paused)
    returning a.id, a.workspace_id, a.scheduled_post_id, a.account_id, a.fence, a.attempts, a.due_at,
      chorus_published_text(a.workspace_id, a.account_id, chorus_said_on(p.text, p.variants, a.account_id)) as text,
      chorus_shown_on(p.variants, a.account_id) as shown_on,
      case when a.prepared and a.handle_version = p.version then a.handle end as handle
  )
  select c.id, c.workspace_id, c.scheduled_post_id, c.fence, c.attempts, c.due_at, c.text,
         (select jsonb_agg(jsonb_build_object('objectName', f.object_name, 'kind', f.kind, 'mimeType', f.mime_type,
            'fileName', f.file_name, 'sizeBytes', f.size_bytes, 'width', f.width, 'height', f.height, 'altText', coalesce(x.alt_text, f.alt_text)) order by x.position)
          from scheduled_post_media x join media f on f.workspace_id = x.workspace_id and f.id = x.media_id
          where x.workspace_id = c.workspace_id and x.scheduled_post_id = c.scheduled_post_id
            and x.account_id is not distinct from c.shown_on),
         s.id, s.platform, s.external_id, s.credentials, s.credentials_version, k.wrapped_key, s.status, s.status_reason, c.handle
  from claimed c
  join social_accounts s on s.workspace_id = c.workspace_id and s.id = c.account_id
  left join workspace_keys k on k.workspace_id = c.workspace_id
  order by c.due_at, c.id;
end $$;

-- Records the results of attempts. An attempt writes only under its own fence. Success is recorded from
-- any state that the target has under that fence, because it is true; any other result only while the target is being sent.
create or replace function chorus_complete_targets(outcomes jsonb, finished timestamptz) returns void
language plpgsql set plan_cache_mode = force_generic_plan
  set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off as $$
begin
  with ended as materialized (
    select * from jsonb_to_recordset(outcomes) as e(
      "targetId" uuid, fence int, "publishedId" uuid, status text, "waitingReason" text, "externalId" text,
      url text, error text, "dueAt" timestamptz, run text, "lookAt" timestamptz, handle text)
  ), done as (
    update scheduled_post_accounts a set
      status = e.status, waiting_reason = e."waitingReason", error = e.error,
      external_post_id = coalesce(e."externalId", a.external_post_id), url = coalesce(e.url, a.url),
      due_at = coalesce(e."dueAt", a.due_at), look_at = e."lookAt", looks = 0, handle = coalesce(e.handle, a.handle),
      -- Waiting is not failing: it does not use up an attempt.
      attempts = a.attempts - case when e.status = 'waiting' then 1 else 0 end
    from ended e
    where a.id = e."targetId" and a.fence = e.fence
      and (a.status = 'sending' or (e.status = 'sent' and a.status <> 'sent'))
    returning a.workspace_id, a.scheduled_post_id, a.id, a.account_id, a.status, a.external_post_id, a.url, e."publishedId"
  ), runs as (
    insert into post_runs (workspace_id, target_id, fence, status, started_at, finished_at, error)
    select t.workspace_id, t.id, e.fence, e.run, t.started_at, finished, e.error
    from ended e join scheduled_post_accounts t on t.id = e."targetId"
    -- The row exists already when another worker found the lease over.
    on conflict (workspace_id, target_id, fence) do update
      set status = excluded.status, finished_at = excluded.finished_at, error = excluded.error
  )
  insert into published_posts
    (id, workspace_id, account_id, scheduled_post_id, target_id, external_post_id, post_url, content, published_at)
  select d."publishedId", d.workspace_id, d.account_id, d.scheduled_post_id, d.id, d.external_post_id, d.url,
    chorus_published_text(d.workspace_id, d.account_id, chorus_said_on(p.text, p.variants, d.account_id)), finished
  from done d join scheduled_posts p on p.workspace_id = d.workspace_id and p.id = d.scheduled_post_id
  where d.status = 'sent' and d.external_post_id is not null
  on conflict (workspace_id, account_id, external_post_id) do nothing;
end $$;

-- Finds posts, and series, whose text holds every word of a query. See match_knowledge for why these run as chorus_system, and
-- match_conversations for why the query includes the tenant's word.
create or replace function match_posts(query_text text) returns table (id uuid)
language plpgsql stable security definer set search_path = public, pg_temp
as $$
#variable_conflict use_column
declare
  tenant constant uuid := chorus_workspace_id();
  whose constant tsquery := ('''tenant ' || tenant::text || '''')::tsquery;
  words constant tsquery := chorus_query(query_text);
begin
  if words is null or tenant is null then return; end if;
  return query
  with found as materialized (
    select p.workspace_id, p.id from scheduled_posts p where chorus_tenant_words(p.workspace_id, p.text) @@ (whose && words)
  )
  select f.id from found f where f.workspace_id = tenant;
end $$;

create or replace function match_series(query_text text) returns table (id uuid)
language plpgsql stable security definer set search_path = public, pg_temp
as $$
#variable_conflict use_column
declare
  tenant constant uuid := chorus_workspace_id();
  whose constant tsquery := ('''tenant ' || tenant::text || '''')::tsquery;
  words constant tsquery := chorus_query(query_text);
begin
  if words is null or tenant is null then return; end if;
  return query
  with found as materialized (
    select s.workspace_id, s.id from post_series s where chorus_tenant_words(s.workspace_id, s.text) @@ (whose && words)
  )
  select f.id from found f where f.workspace_id = tenant;
end $$;

grant create on schema public to chorus_system;
alter function match_posts(text) owner to chorus_system;
alter function match_series(text) owner to chorus_system;
revoke create on schema public from chorus_system;
revoke all on function match_posts(text), match_series(text) from public;
grant execute on function match_posts(text), match_series(text) to chorus_app, chorus_system;
