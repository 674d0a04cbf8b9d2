-- Figures: what happened (`metric_facts`), and its sums by day. Decision 59.

-- Returns the facts of some sources, a row for each dimension that a fact counts in.
-- A turn is everything that a contact writes until somebody answers; the first answer sent counts, as on Today.
create or replace function chorus_facts(of_workspace uuid, of_source text, of_ids uuid[])
returns table (metric text, dimension text, key text, at timestamptz, id uuid, source_id uuid, times int, seconds int, day date, slot smallint)
language sql stable
as $$
  with messages as materialized (
    select m.id, m.conversation_id, m.direction, m.author, m.author_user_id, m.sent_at,
      m.notice is null as answers, lag(m.direction) over turns as before,
      date_bin('15 minutes', m.sent_at, timestamptz '2000-01-01 00:00:00Z') as quarter
    from conversation_messages m
    where of_source = 'conversation' and m.workspace_id = of_workspace and m.conversation_id = any (of_ids)
      and m.message_type not in ('reaction', 'system') and (m.direction = 'inbound' or m.status = 'sent')
    -- A notice that a person will answer is no answer, so that it ends no turn.
    window turns as (partition by m.conversation_id, m.notice is null order by m.sent_at, m.id)
  ),
  turns as (
    select t.id, t.conversation_id, t.sent_at, first.author, first.author_user_id,
      extract(epoch from first.sent_at - t.sent_at)::int as seconds
    from messages t left join lateral (
      select a.author, a.author_user_id, a.sent_at from messages a
      where a.conversation_id = t.conversation_id and a.direction = 'outbound' and a.answers and a.sent_at >= t.sent_at
      order by a.sent_at, a.id limit 1
    ) first on true
    where t.direction = 'inbound' and t.before is distinct from 'inbound'
  ),
  of_conversations as (
    select case when m.direction = 'inbound' then 'received' when m.author = 'machine' then 'sent_by_machine' else 'sent_by_people' end as metric,
      m.quarter as at, m.conversation_id, m.author_user_id as person,
      md5(m.conversation_id::text || m.direction || m.author || coalesce(m.author_user_id::text, '') || m.quarter::text)::uuid as id,
      count(*)::int as times, null::int as seconds
    from messages m group by m.conversation_id, m.direction, m.author, m.author_user_id, m.quarter
    union all
    select 'turns', t.sent_at, t.conversation_id, t.author_user_id, t.id, 1, null from turns t
    union all
    select 'first_response', t.sent_at, t.conversation_id, t.author_user_id, t.id, 1, t.seconds from turns t where t.author is not null
    union all
    select 'answered_by_machine', t.sent_at, t.conversation_id, null, t.id, 1, null from turns t where t.author = 'machine'
    union all
    select 'ignored', d.created_at, d.conversation_id, null, d.id, 1, null from ai_decisions d
    where of_source = 'conversation' and d.workspace_id = of_workspace and d.conversation_id = any (of_ids)
      and d.decision = 'ignore' and not d.superseded
    union all
    select case f.verdict when 'right' then 'judged_right' else 'judged_wrong' end, f.created_at, f.conversation_id, null, f.id, 1, null
    from decision_feedback f
    where of_source = 'conversation' and f.workspace_id = of_workspace and f.conversation_id = any (of_ids)
    union all
    select 'escalations', e.created_at, e.conversation_id, e.assigned_to, e.id, 1, null from support_escalations e
    where of_source = 'conversation' and e.workspace_id = of_workspace and e.conversation_id = any (of_ids)
    union all
    select 'resolution', e.resolved_at, e.conversation_id, e.assigned_to, e.id, 1, greatest(0, extract(epoch from e.resolved_at - e.created_at))::int
    from support_escalations e
    where of_source = 'conversation' and e.workspace_id = of_workspace and e.conversation_id = any (of_ids) and e.resolved_at is not null
  ),
  found as (
    select f.metric, f.at, f.id, f.conversation_id as source_id, f.times, f.seconds, c.account_id, f.person, null::uuid as author, null::uuid as hook,
      null::uuid as topic, null::uuid as campaign, null::uuid as rule,
      array(select l.label_id from conversation_labels l where l.workspace_id = of_workspace and l.conversation_id = c.id) as labels
    from of_conversations f join conversations c on c.workspace_id = of_workspace and c.id = f.conversation_id
    union all
    select 'posts', p.published_at, p.id, p.id, 1, null, p.account_id, s.created_by, d.author_id, h.hook_type_id, d.topic_id, s.campaign_id,
      (select x.rule_id from automation_executions x where x.workspace_id = of_workspace and x.scheduled_post_id = p.scheduled_post_id order by x.at, x.id limit 1),
      array(select l.label_id from scheduled_post_labels l where l.workspace_id = of_workspace and l.scheduled_post_id = p.scheduled_post_id)
    from published_posts p
    left join scheduled_posts s on s.workspace_id = p.workspace_id and s.id = p.scheduled_post_id
    left join production_posts d on d.workspace_id = p.workspace_id and d.scheduled_post_id = p.scheduled_post_id
    left join generated_hooks h on h.workspace_id = d.workspace_id and h.production_post_id = d.id and h.is_selected
    where of_source = 'post' and p.workspace_id = of_workspace and p.id = any (of_ids)
    union all
    select 'comments', c.posted_at, c.id, c.id, 1, null, c.account_id, null, null, null, null, null, null, '{}'::uuid[] from comments c
    where of_source = 'comment' and c.workspace_id = of_workspace and c.id = any (of_ids) and not c.is_own
  )
  select f.metric, d.dimension, d.key, f.at, f.id, f.source_id, f.times, f.seconds, (f.at at time zone w.timezone)::date,
    case when f.seconds is not null then floor(ln(f.seconds + 1::float8) / ln(1.1::float8))
      when f.metric = 'posts' then extract(hour from f.at at time zone w.timezone) else 0 end::smallint
  from found f join workspaces w on w.id = of_workspace
  left join social_accounts a on a.workspace_id = of_workspace and a.id = f.account_id
  left join characters c on c.workspace_id = of_workspace and c.profile_id = a.profile_id
  cross join lateral (
    values ('all', ''), ('account', f.account_id::text), ('person', f.person::text), ('author', f.author::text), ('hook_type', f.hook::text),
      ('topic', f.topic::text), ('campaign', f.campaign::text), ('rule', f.rule::text), ('character', c.id::text)
    union all select 'label', l.id::text from unnest(f.labels) l (id)
  ) d (dimension, key)
  where d.key is not null
$$;

-- Keeps the sums: each statement on `metric_facts` adds or takes away what its rows say.
create or replace function chorus_sum_facts() returns trigger
language plpgsql as $$
declare
  sign constant int := case tg_op when 'INSERT' then 1 else -1 end;
begin
  insert into workspace_metrics as s (workspace_id, metric, times, seconds)
  select c.workspace_id, c.metric, sign * sum(c.times), sign * coalesce(sum(c.seconds), 0)
  from changed c join workspaces w on w.id = c.workspace_id where c.dimension = 'all'
  group by 1, 2 order by 1, 2
  on conflict (workspace_id, metric) do update set times = s.times + excluded.times, seconds = s.seconds + excluded.seconds;

  insert into analytics_history as s (workspace_id, metric, dimension, day, key, slot, times)
  select c.workspace_id, c.metric, c.dimension, c.day, c.key, c.slot, sign * sum(c.times)
  from changed c join workspaces w on w.id = c.workspace_id
  group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5, 6
  on conflict (workspace_id, metric, dimension, day, key, slot) do update set times = s.times + excluded.times;

  if tg_op = 'DELETE' then
    delete from analytics_history s using (select distinct workspace_id, metric, dimension, day, key, slot from changed) c
    where s.workspace_id = c.workspace_id and s.metric = c.metric and s.dimension = c.dimension and s.day = c.day and s.key = c.key
      and s.slot = c.slot and s.times = 0;
    delete from workspace_metrics s using (select distinct workspace_id, metric from changed) c
    where s.workspace_id = c.workspace_id and s.metric = c.metric and s.times = 0;
  end if;
  return null;
end $$;
create or replace trigger on_metric_facts_inserted after insert on metric_facts referencing new table as changed
  for each statement execute function chorus_sum_facts();
create or replace trigger on_metric_facts_deleted after delete on metric_facts referencing old table as changed
  for each statement execute function chorus_sum_facts();

-- Writes windows of two hours from their facts. The watched posts of a window stay as they were when it was first written.
create or replace function chorus_write_windows(of_workspace uuid, starts timestamptz[]) returns void
language sql
as $$
  insert into kpi_2h as k (id, workspace_id, window_start, window_end, messages_count, comments_count, frt_p50_seconds, auto_reply_rate,
    escalate_count, ignored_count, posts_active)
  select gen_random_uuid(), of_workspace, w.start, w.start + interval '2 hours',
    coalesce(sum(f.times) filter (where f.metric in ('received', 'sent_by_machine', 'sent_by_people')), 0),
    coalesce(sum(f.times) filter (where f.metric = 'comments'), 0),
    round(percentile_cont(0.5) within group (order by f.seconds) filter (where f.metric = 'first_response')),
    round(count(*) filter (where f.metric = 'answered_by_machine')::numeric / nullif(count(*) filter (where f.metric = 'turns'), 0), 3),
    count(*) filter (where f.metric = 'escalations'), count(*) filter (where f.metric = 'ignored'),
    (select count(*) from monitored_posts p where p.workspace_id = of_workspace and p.monitoring_enabled)
  from (select distinct start from unnest(starts) s (start)) w
  left join metric_facts f on f.workspace_id = of_workspace and f.dimension = 'all' and f.key = '' and f.at >= w.start and f.at < w.start + interval '2 hours'
    and f.metric in ('received', 'sent_by_machine', 'sent_by_people', 'comments', 'first_response', 'answered_by_machine', 'turns', 'escalations', 'ignored')
  group by w.start order by w.start
  on conflict (workspace_id, window_start) do update set messages_count = excluded.messages_count, comments_count = excluded.comments_count,
    frt_p50_seconds = excluded.frt_p50_seconds, auto_reply_rate = excluded.auto_reply_rate, escalate_count = excluded.escalate_count,
    ignored_count = excluded.ignored_count
$$;

-- Takes up to `most` marks of a workspace and brings its facts up to date, writing only what differs. Returns { taken, changed }: how many
-- marks were taken, and how many facts came or went. One at a time in a workspace: two would write the same facts.
create or replace function chorus_roll_up(of_workspace uuid, most int) returns jsonb
language plpgsql as $$
declare
  taken int := 0;
  changed int := 0;
  marked record;
  gone record;
  added record;
begin
  perform pg_advisory_xact_lock(hashtext('figures'), hashtext(of_workspace::text));
  for marked in
    with old as (
      delete from metric_marks m where m.ctid = any (array(
        select n.ctid from metric_marks n where n.workspace_id = of_workspace order by n.source, n.source_id limit most))
      returning m.source, m.source_id
    )
    select o.source, array_agg(distinct o.source_id) as ids, count(*)::int as marks from old o group by 1 order by 1
  loop
    taken := taken + marked.marks;
    with fresh as materialized (select * from chorus_facts(of_workspace, marked.source, marked.ids)),
    outdated as (
      delete from metric_facts f
      where f.workspace_id = of_workspace and f.source = marked.source and f.source_id = any (marked.ids) and not exists (
        select from fresh n where n.metric = f.metric and n.dimension = f.dimension and n.key = f.key and n.at = f.at and n.id = f.id
          and n.times = f.times and n.seconds is not distinct from f.seconds and n.day = f.day and n.slot = f.slot)
      returning f.at
    )
    select count(*)::int as facts, array_agg(o.at) as times into gone from outdated o;
    with written as (
      insert into metric_facts (workspace_id, metric, dimension, key, at, id, source, source_id, times, seconds, day, slot)
      select of_workspace, n.metric, n.dimension, n.key, n.at, n.id, marked.source, n.source_id, n.times, n.seconds, n.day, n.slot
      from chorus_facts(of_workspace, marked.source, marked.ids) n
      on conflict do nothing
      returning metric_facts.at
    )
    select count(*)::int as facts, array_agg(w.at) as times into added from written w;
    changed := changed + gone.facts + added.facts;
    perform chorus_write_windows(of_workspace, array(
      select distinct date_bin('2 hours', t.at, timestamptz '2000-01-01 00:00:00Z') from unnest(gone.times || added.times) t (at)));
  end loop;
  return jsonb_build_object('taken', taken, 'changed', changed);
end $$;

-- Marks all that a workspace has, so that its figures are made anew: its time zone has changed, or they are compared. `since`: what moved since then.
create or replace function chorus_mark_all(of_workspace uuid, since timestamptz) returns void
language sql
as $$
  insert into metric_marks (workspace_id, source, source_id)
  select of_workspace, 'conversation', c.id from conversations c where c.workspace_id = of_workspace and c.last_message_at >= since
  union all
  select of_workspace, 'post', p.id from published_posts p where p.workspace_id = of_workspace and p.published_at >= since
  union all
  select of_workspace, 'comment', c.id from comments c where c.workspace_id = of_workspace and not c.is_own and c.posted_at >= since
$$;

-- Marks the conversations of written messages, once each. Messages that are not sent yet count nowhere.
create or replace function chorus_mark_messages() returns trigger
language plpgsql as $$
begin
  insert into metric_marks (workspace_id, source, source_id)
  select distinct c.workspace_id, 'conversation', c.conversation_id from changed c join workspaces w on w.id = c.workspace_id
  where c.direction = 'inbound' or c.status = 'sent';
  return null;
end $$;

-- Marks the sources of all rows of a statement. Arguments of the trigger: what kind they are, and the column that holds their ids.
create or replace function chorus_mark_rows() returns trigger
language plpgsql as $$
begin
  execute format('insert into metric_marks (workspace_id, source, source_id)
    select distinct c.workspace_id, %L, c.%I from changed c join workspaces w on w.id = c.workspace_id', tg_argv[0], tg_argv[1]);
  return null;
end $$;

-- Marks the source of one row, with the same arguments.
create or replace function chorus_mark_row() returns trigger
language plpgsql as $$
begin
  execute format('insert into metric_marks (workspace_id, source, source_id) values ($1.workspace_id, %L, $1.%I)', tg_argv[0], tg_argv[1]) using new;
  return null;
end $$;

create or replace trigger figures_inserted after insert on conversation_messages referencing new table as changed
  for each statement execute function chorus_mark_messages();
create or replace trigger figures_deleted after delete on conversation_messages referencing old table as changed
  for each statement execute function chorus_mark_messages();
create or replace trigger figures_updated after update on conversation_messages for each row
  when ((old.status = 'sent') is distinct from (new.status = 'sent') or old.sent_at <> new.sent_at or old.direction <> new.direction
    or old.author <> new.author or old.author_user_id is distinct from new.author_user_id or old.notice is distinct from new.notice
    or old.message_type <> new.message_type)
  execute function chorus_mark_row('conversation', 'conversation_id');

create or replace trigger figures_inserted after insert on ai_decisions for each row when (new.decision = 'ignore')
  execute function chorus_mark_row('conversation', 'conversation_id');
create or replace trigger figures_updated after update on ai_decisions for each row
  when (old.superseded <> new.superseded or old.decision <> new.decision or old.created_at <> new.created_at)
  execute function chorus_mark_row('conversation', 'conversation_id');
create or replace trigger figures_deleted after delete on ai_decisions referencing old table as changed
  for each statement execute function chorus_mark_rows('conversation', 'conversation_id');

create or replace trigger figures_inserted after insert on support_escalations for each row
  execute function chorus_mark_row('conversation', 'conversation_id');
create or replace trigger figures_updated after update on support_escalations for each row
  when (old.created_at <> new.created_at or old.resolved_at is distinct from new.resolved_at or old.assigned_to is distinct from new.assigned_to)
  execute function chorus_mark_row('conversation', 'conversation_id');
create or replace trigger figures_deleted after delete on support_escalations referencing old table as changed
  for each statement execute function chorus_mark_rows('conversation', 'conversation_id');

create or replace trigger figures_inserted after insert on decision_feedback for each row
  execute function chorus_mark_row('conversation', 'conversation_id');
create or replace trigger figures_updated after update on decision_feedback for each row when (old.verdict <> new.verdict)
  execute function chorus_mark_row('conversation', 'conversation_id');
create or replace trigger figures_deleted after delete on decision_feedback referencing old table as changed
  for each statement execute function chorus_mark_rows('conversation', 'conversation_id');

create or replace trigger figures_inserted after insert on conversation_labels referencing new table as changed
  for each statement execute function chorus_mark_rows('conversation', 'conversation_id');
create or replace trigger figures_deleted after delete on conversation_labels referencing old table as changed
  for each statement execute function chorus_mark_rows('conversation', 'conversation_id');

create or replace trigger figures_inserted after insert on published_posts referencing new table as changed
  for each statement execute function chorus_mark_rows('post', 'id');
create or replace trigger figures_updated after update on published_posts for each row
  when (old.published_at <> new.published_at or old.account_id <> new.account_id or old.scheduled_post_id is distinct from new.scheduled_post_id)
  execute function chorus_mark_row('post', 'id');
create or replace trigger figures_deleted after delete on published_posts referencing old table as changed
  for each statement execute function chorus_mark_rows('post', 'id');

create or replace trigger figures_inserted after insert on comments referencing new table as changed
  for each statement execute function chorus_mark_rows('comment', 'id');
create or replace trigger figures_updated after update on comments for each row
  when (old.posted_at <> new.posted_at or old.is_own <> new.is_own or old.account_id <> new.account_id)
  execute function chorus_mark_row('comment', 'id');
create or replace trigger figures_deleted after delete on comments referencing old table as changed
  for each statement execute function chorus_mark_rows('comment', 'id');

-- Marks the posts that a draft became, when what they are counted by changes.
create or replace function chorus_mark_posts_of_draft() returns trigger
language plpgsql as $$
begin
  insert into metric_marks (workspace_id, source, source_id)
  select p.workspace_id, 'post', p.id from published_posts p
  where p.workspace_id = new.workspace_id and p.scheduled_post_id in (old.scheduled_post_id, new.scheduled_post_id);
  return null;
end $$;
create or replace trigger figures_updated after update on production_posts for each row
  when (old.author_id is distinct from new.author_id or old.topic_id is distinct from new.topic_id or old.scheduled_post_id is distinct from new.scheduled_post_id)
  execute function chorus_mark_posts_of_draft();

-- Marks what scheduled posts became, where how they are sorted changes. What a post became is found by its targets, through an index.
create or replace function chorus_mark_sorted() returns trigger
language plpgsql as $$
begin
  insert into metric_marks (workspace_id, source, source_id)
  select distinct p.workspace_id, 'post', p.id from changed c
  join workspaces w on w.id = c.workspace_id
  join scheduled_post_accounts t on t.workspace_id = c.workspace_id and t.scheduled_post_id = c.scheduled_post_id
  join published_posts p on p.workspace_id = t.workspace_id and p.account_id = t.account_id and p.external_post_id = t.external_post_id;
  return null;
end $$;
create or replace trigger figures_inserted after insert on scheduled_post_labels referencing new table as changed
  for each statement execute function chorus_mark_sorted();
create or replace trigger figures_deleted after delete on scheduled_post_labels referencing old table as changed
  for each statement execute function chorus_mark_sorted();

create or replace function chorus_mark_campaign() returns trigger
language plpgsql as $$
begin
  insert into metric_marks (workspace_id, source, source_id)
  select p.workspace_id, 'post', p.id from scheduled_post_accounts t
  join published_posts p on p.workspace_id = t.workspace_id and p.account_id = t.account_id and p.external_post_id = t.external_post_id
  where t.workspace_id = new.workspace_id and t.scheduled_post_id = new.id;
  return null;
end $$;
create or replace trigger figures_campaign after update on scheduled_posts for each row
  when (old.campaign_id is distinct from new.campaign_id) execute function chorus_mark_campaign();

-- Marks all that happened on an account that moves to another profile: it counts for another character.
create or replace function chorus_mark_account() returns trigger
language plpgsql as $$
begin
  insert into metric_marks (workspace_id, source, source_id)
  select c.workspace_id, 'conversation', c.id from conversations c where c.workspace_id = new.workspace_id and c.account_id = new.id
  union all
  select p.workspace_id, 'post', p.id from published_posts p where p.workspace_id = new.workspace_id and p.account_id = new.id
  union all
  select c.workspace_id, 'comment', c.id from comments c where c.workspace_id = new.workspace_id and c.account_id = new.id and not c.is_own;
  return null;
end $$;
create or replace trigger figures_profile after update on social_accounts for each row
  when (old.profile_id is distinct from new.profile_id) execute function chorus_mark_account();

-- A day begins elsewhere in another zone.
create or replace function chorus_mark_workspace() returns trigger
language plpgsql as $$
begin
  perform chorus_mark_all(new.id, '-infinity');
  return null;
end $$;
create or replace trigger figures_zone after update on workspaces for each row when (old.timezone <> new.timezone)
  execute function chorus_mark_workspace();

grant select on character_metrics to chorus_app, chorus_system;
