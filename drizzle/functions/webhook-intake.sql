-- Takes a batch of webhook deliveries in: keeps each unchanged, routes its updates to workspaces by their accounts, and
-- applies them, workspace by workspace, each in its own scope. One call for a batch of any size, as chorus_system.
--
-- `updates`, in the order in which they were said: [{ n, event, delivery, source, type, platform, external, account,
-- secretVersion, dedupeKey, occurredAt, receivedAt, payload, stored, problem, message?, receipt? }]; `problem` is why an update cannot be
-- applied. Unless `applying`, updates are only stored. `delays`: milliseconds until the next try after the first failure, the
-- second, …; after the last there is no further try.
-- Returns [{ workspace, woken, changed, media, failed: [{ event, error }], applied }].
create or replace function chorus_take_in(deliveries jsonb, updates jsonb, applying boolean, delays int[], at timestamptz)
returns jsonb
language plpgsql as $$
declare
  one record;
  taken jsonb := '[]';
begin
  insert into webhook_deliveries (id, source, account, body, object_name, update_count, error, received_at)
  select d.id, d.source, d.account, d.body, d."objectName", d."updateCount", d.error, d."receivedAt"
  from jsonb_to_recordset(deliveries) as d(id uuid, source text, account jsonb, body text, "objectName" text,
    "updateCount" int, error text, "receivedAt" timestamptz)
  on conflict (id) do nothing;

  for one in
    select a.workspace_id as workspace, jsonb_agg(u.said || jsonb_build_object('account', a.id) order by u.n) as given
    from (
      select (v->>'n')::int as n, v as said, v->>'platform' as platform, v->>'external' as external,
             (v->>'account')::uuid as account, (v->>'secretVersion')::int as secret_version
      from jsonb_array_elements(updates) v
    ) u
    -- A secret that has been replaced is genuine but no longer trusted.
    left join social_accounts a on a.status <> 'revoked' and (
      a.id = u.account and a.webhook_secret_version <= u.secret_version
      or u.account is null and a.platform = u.platform and a.external_id = u.external)
    group by a.workspace_id order by a.workspace_id nulls last
  loop
    if one.workspace is null or not applying then
      perform chorus_keep_events(one.workspace, one.given);
    else
      taken := taken || chorus_apply_updates(one.workspace, one.given, delays, at);
    end if;
  end loop;
  return taken;
end $$;

-- Stores updates without applying them.
create or replace function chorus_keep_events(workspace uuid, given jsonb) returns void
language sql as $$
  insert into webhook_events (id, workspace_id, delivery_id, source, event_type, external_account_id, account_id, dedupe_key,
    payload, error, occurred_at, received_at)
  select u.event, workspace, u.delivery, u.source, u.type, u.external, u.account, u."dedupeKey", u.payload, u.problem,
    u."occurredAt", u."receivedAt"
  from jsonb_to_recordset(given) as u(event uuid, delivery uuid, source text, type text, external text, account uuid,
    "dedupeKey" text, payload jsonb, problem text, "occurredAt" timestamptz, "receivedAt" timestamptz)
  order by u."dedupeKey"
  on conflict on constraint webhook_events_dedupe do nothing
$$;

-- Applies the updates of one workspace, in its scope. When one of them fails, each is tried alone and the bad one
-- is put off, visible, with its error.
create or replace function chorus_apply_updates(workspace uuid, given jsonb, delays int[], at timestamptz) returns jsonb
language plpgsql as $$
declare
  done jsonb := '[]';
  one jsonb;
  reason text;
  caller constant text := current_setting('role');
  tenant constant text := coalesce(current_setting('app.workspace_id', true), '');
begin
  perform set_config('role', 'chorus_app', true), set_config('app.workspace_id', workspace::text, true),
    set_config('app.user_id', '', true);
  begin
    done := jsonb_build_array(chorus_apply_together(workspace, given, delays, at));
  exception when others then
    -- A conflict with another batch, a full disk or a shutdown is no fault of an update: all of them are tried again.
    if sqlstate similar to '(40|53|57|58)%' then raise; end if;
    for one in select * from jsonb_array_elements(given) loop
      begin
        done := done || chorus_apply_together(workspace, jsonb_build_array(one), delays, at);
      exception when others then
        get stacked diagnostics reason = message_text;
        if sqlstate similar to '(40|53|57|58)%' then raise; end if;
        done := done || chorus_apply_together(workspace, jsonb_build_array(one || jsonb_build_object('problem', reason)), delays, at);
      end;
    end loop;
  end;
  perform set_config('role', caller, true), set_config('app.workspace_id', tenant, true);
  return (
    select jsonb_build_object('workspace', workspace,
      'woken', coalesce(jsonb_agg(distinct listed.value) filter (where listed.key = 'woken'), '[]'),
      'changed', coalesce(jsonb_agg(distinct listed.value) filter (where listed.key = 'changed'), '[]'),
      'media', coalesce(jsonb_agg(distinct listed.value) filter (where listed.key = 'media'), '[]'),
      'failed', coalesce(jsonb_agg(distinct listed.value) filter (where listed.key = 'failed'), '[]'),
      'applied', (select sum((d->>'applied')::int) from jsonb_array_elements(done) d))
    from (
      select k.key, v.value from jsonb_array_elements(done) d, unnest(array['woken', 'changed', 'media', 'failed']) k(key),
        jsonb_array_elements(d->k.key) v
    ) listed
  );
end $$;

-- Applies updates of one workspace: all or none of them.
create or replace function chorus_apply_together(workspace uuid, given jsonb, delays int[], at timestamptz) returns jsonb
language plpgsql as $$
declare
  receipts jsonb := (select jsonb_agg(u) from jsonb_array_elements(given) u where u ? 'receipt' and u->'problem' = 'null');
  others jsonb := (select jsonb_agg(u) from jsonb_array_elements(given) u where not u ? 'receipt' or u->'problem' <> 'null');
  claimed int[];
  messages jsonb;
  failed jsonb := '[]';
  told jsonb := '{}';
  done jsonb := '{}';
begin
  if others is not null then
    -- One writer at a time per account, so that a contact who writes twice at once becomes one contact. Held to the commit.
    perform pg_advisory_xact_lock(hashtextextended(l.account, 0))
    from (select distinct u->>'account' as account from jsonb_array_elements(others) u where u ? 'message' order by 1) l;
    select coalesce(array_agg(c.n), '{}'), coalesce(jsonb_agg(jsonb_build_object('event', c.event, 'error', c.problem))
      filter (where c.problem is not null), '[]')
    into claimed, failed from chorus_claim_events(workspace, others, delays, at) c;
    messages := (select jsonb_agg(u order by (u->>'n')::int) from jsonb_array_elements(others) u
      where u ? 'message' and u->'problem' = 'null' and (u->>'n')::int = any (claimed));
    if messages is not null then done := chorus_apply_messages(workspace, messages, at); end if;
  end if;
  if receipts is not null then told := chorus_apply_receipts(workspace, receipts, delays, at); end if;
  return jsonb_build_object('woken', coalesce(done->'woken', '[]'), 'media', coalesce(done->'media', '[]'),
    'changed', coalesce(done->'changed', '[]') || coalesce(told->'changed', '[]'), 'failed', failed,
    'applied', coalesce(cardinality(claimed), 0) + coalesce((told->>'applied')::int, 0));
end $$;

-- Takes the updates that nobody has applied and nobody else is applying: new ones, stored as applied, and stored ones
-- that were not applied. An update that cannot be applied is put off. The event of an applied update loses its `metadata`,
-- the platform's own form: its delivery has it, and so has the message.
create or replace function chorus_claim_events(workspace uuid, given jsonb, delays int[], at timestamptz)
returns table (n int, event uuid, problem text)
language sql as $$
  with updates as (
    select * from jsonb_to_recordset(given) as u(n int, event uuid, delivery uuid, source text, type text, external text,
      account uuid, "dedupeKey" text, payload jsonb, problem text, "occurredAt" timestamptz, "receivedAt" timestamptz)
  ),
  fresh as (
    insert into webhook_events (id, workspace_id, delivery_id, source, event_type, external_account_id, account_id,
      dedupe_key, payload, attempts, error, next_try_at, occurred_at, received_at, processed_at)
    select u.event, workspace, u.delivery, u.source, u.type, u.external, u.account, u."dedupeKey",
      case when u.problem is null then u.payload - 'metadata' else u.payload end, 1, u.problem,
      case when u.problem is not null then at + delays[1] * interval '1 ms' end, u."occurredAt", u."receivedAt",
      case when u.problem is null then at end
    from updates u order by u."dedupeKey", u.n
    on conflict on constraint webhook_events_dedupe do nothing
    returning id
  ),
  waiting as (
    select distinct on (e.id) e.id, u.n, u.problem
    from updates u join webhook_events e
      on e.workspace_id = workspace and e.source = u.source and e.dedupe_key = u."dedupeKey"
    where e.processed_at is null
  ),
  locked as (
    select e.id from webhook_events e where e.workspace_id = workspace and e.id in (select w.id from waiting w)
      and e.processed_at is null order by e.id for update skip locked
  ),
  claimed as (
    update webhook_events e set attempts = e.attempts + 1, error = w.problem,
      next_try_at = case when w.problem is not null then at + delays[e.attempts + 1] * interval '1 ms' end,
      processed_at = case when w.problem is null then at end
    from waiting w join locked l on l.id = w.id
    where e.workspace_id = workspace and e.id = w.id
    returning e.id, w.n, w.problem
  )
  select u.n, u.event, u.problem from updates u join fresh f on f.id = u.event
  union all
  select c.n, c.id, c.problem from claimed c
$$;
