-- Triggers and functions of profiles and captured posts. Names of the mission's document on triggers are kept.

-- A new profile, and one whose handle changes, is to be synced.
create or replace function mark_profile_for_sync() returns trigger
language plpgsql as $$
begin
  new.sync_status := 'pending';
  return new;
end $$;
create or replace function mark_profile_for_sync_on_update() returns trigger
language plpgsql as $$
begin
  if (new.platform, new.handle) is distinct from (old.platform, old.handle) then new.sync_status := 'pending'; end if;
  return new;
end $$;
create or replace trigger on_profile_created_mark_sync before insert on profiles
  for each row execute function mark_profile_for_sync();
create or replace trigger on_profile_handle_updated_mark_sync before update on profiles
  for each row execute function mark_profile_for_sync_on_update();

create or replace function chorus_profile_sync_status() returns trigger
language plpgsql as $$
begin
  insert into profile_sync_status (id, workspace_id, profile_id) values (chorus_new_id(now()), new.workspace_id, new.id);
  return null;
end $$;
create or replace trigger on_profile_created_sync_status after insert on profiles
  for each row execute function chorus_profile_sync_status();

-- Takes the internal profile of the account's platform and id, or makes it, for an account that comes without a profile.
create or replace function chorus_profile_of_account() returns trigger
language plpgsql as $$
begin
  if new.profile_id is null then
    insert into profiles (id, workspace_id, type, full_name, platform, handle)
    values (chorus_new_id(now()), new.workspace_id, 'internal', new.name, new.platform, ltrim(new.external_id, '@'))
    on conflict (workspace_id, platform, lower(handle)) do update set type = 'internal'
    returning id into new.profile_id;
  end if;
  return new;
end $$;
create or replace trigger on_account_connected_profile before insert on social_accounts
  for each row execute function chorus_profile_of_account();

-- Counts the author's posts in the bank.
create or replace function update_profile_stats(of_profile uuid) returns void
language sql as $$
  update profile_sync_status s
  set total_posts_scraped = (select count(*) from posts p where p.workspace_id = s.workspace_id and p.author_id = of_profile)
  where s.profile_id = of_profile
$$;
create or replace function chorus_profile_stats_changed() returns trigger
language plpgsql as $$
begin
  perform update_profile_stats(a.author_id) from (select distinct author_id from changed where author_id is not null order by 1) a;
  return null;
end $$;
create or replace trigger on_posts_inserted_profile_stats after insert on posts referencing new table as changed
  for each statement execute function chorus_profile_stats_changed();
create or replace trigger on_posts_deleted_profile_stats after delete on posts referencing old table as changed
  for each statement execute function chorus_profile_stats_changed();

-- Sets what is to be found out about a new post of the bank, and again about one whose text changed. A hook's type waits for the hook.
create or replace function trigger_process_new_post() returns trigger
language plpgsql as $$
begin
  if not new.in_bank then
    new.hook := '';
    new.needs_embedding := false;
    new.needs_hook_classification := false;
    new.needs_topic_classification := false;
    new.needs_audience_classification := false;
    return new;
  end if;
  if tg_op = 'INSERT' or new.content is distinct from old.content or not old.in_bank then
    if tg_op = 'UPDATE' then
      new.hook := null;
      new.embedding := null;
      new.embedding_model := null;
      delete from post_tasks t where t.workspace_id = new.workspace_id and t.post_id = new.id;
    end if;
    new.needs_embedding := new.embedding is null;
    new.needs_topic_classification := new.topic_id is null;
    new.needs_audience_classification := new.audience_id is null;
    new.needs_hook_classification := new.hook_type_id is null and new.hook <> '';
    new.needs_hook_classification := coalesce(new.needs_hook_classification, false);
  end if;
  return new;
end $$;
create or replace trigger on_viral_post_insert before insert or update of content, in_bank on posts
  for each row execute function trigger_process_new_post();

-- An extracted hook is to be classified; one that there is not has no type.
create or replace function trigger_process_hook_extracted() returns trigger
language plpgsql as $$
begin
  if new.hook is distinct from old.hook and new.hook is not null then
    new.needs_hook_classification := new.hook <> '';
    if new.hook = '' then new.hook_type_id := null; end if;
  end if;
  return new;
end $$;
create or replace trigger on_viral_post_hook_extracted before update of hook on posts
  for each row execute function trigger_process_hook_extracted();

-- Keeps the numbers of a post each time that they change.
create or replace function chorus_keep_metrics() returns trigger
language plpgsql as $$
begin
  if new.metrics <> '{}' and (tg_op = 'INSERT' or new.metrics <> old.metrics) then
    insert into post_metric_snapshots (id, workspace_id, post_id, metrics, taken_at)
    values (chorus_new_id(now()), new.workspace_id, new.id, new.metrics, new.scraped_at);
  end if;
  return null;
end $$;
-- The columns of an update are not named here: metrics change with the statement's other columns.
create or replace trigger on_post_metrics after insert or update of metrics on posts
  for each row execute function chorus_keep_metrics();

-- Posts outlive what they are labelled with. Those that machines labelled are classified anew.
create or replace function chorus_unlabel_posts() returns trigger
language plpgsql as $$
begin
  case tg_table_name
    when 'profiles' then
      update posts set author_id = null where workspace_id = old.workspace_id and author_id = old.id;
      update social_accounts set profile_id = null where workspace_id = old.workspace_id and profile_id = old.id and status = 'revoked';
    when 'topic_groups' then
      update topics set group_id = null where workspace_id = old.workspace_id and group_id = old.id;
    when 'topics' then
      update posts set topic_id = null, needs_topic_classification = true where workspace_id = old.workspace_id and topic_id = old.id;
    when 'audiences' then
      update posts set audience_id = null, needs_audience_classification = true where workspace_id = old.workspace_id and audience_id = old.id;
    when 'hook_types' then
      update posts set hook_type_id = null, needs_hook_classification = true where workspace_id = old.workspace_id and hook_type_id = old.id;
    when 'post_structures' then
      update posts set structure_id = null where workspace_id = old.workspace_id and structure_id = old.id;
  end case;
  return old;
end $$;
create or replace trigger unlabel before delete on profiles for each row execute function chorus_unlabel_posts();
create or replace trigger unlabel before delete on topic_groups for each row execute function chorus_unlabel_posts();
create or replace trigger unlabel before delete on topics for each row execute function chorus_unlabel_posts();
create or replace trigger unlabel before delete on audiences for each row execute function chorus_unlabel_posts();
create or replace trigger unlabel before delete on hook_types for each row execute function chorus_unlabel_posts();
create or replace trigger unlabel before delete on post_structures for each row execute function chorus_unlabel_posts();

-- Re-labels the posts of one topic with another, and deletes the first. Returns the number of posts.
create or replace function chorus_merge_topics(from_topic uuid, into_topic uuid) returns int
language plpgsql as $$
declare
  moved int;
begin
  update posts set topic_id = into_topic where workspace_id = chorus_workspace_id() and topic_id = from_topic;
  get diagnostics moved = row_count;
  delete from topics where workspace_id = chorus_workspace_id() and id = from_topic;
  return moved;
end $$;

-- What a post of this author would have: their median, drawn towards the platform's while they have few posts (five of the
-- platform's count as much as theirs). Medians are taken as logarithms: engagement spreads over powers of ten.
create or replace function chorus_expected(author_median double precision, author_posts bigint, platform_median double precision) returns double precision
language sql immutable
return exp((coalesce(author_posts, 0) * ln(1 + coalesce(author_median, 0)) + 5 * ln(1 + platform_median)) / (coalesce(author_posts, 0) + 5)) - 1;

-- 0–100: 50 is as expected, 67 twice, 91 ten times as much.
create or replace function chorus_score(engagement bigint, expected double precision) returns smallint
language sql immutable
return round(100 * (1 + engagement) / ((1 + engagement) + (1 + expected)))::smallint;

-- Scores posts of these platforms in the workspace anew, after posts or numbers were added. docs/bank.md gives the formula.
create or replace function chorus_score_posts(of_workspace uuid, of_platforms text[]) returns void
language sql as $$
  with counted as (
    select id, platform, author_id, engagement from posts
    where workspace_id = of_workspace and platform = any(of_platforms) and in_bank and metrics <> '{}'
  ),
  by_platform as (
    select platform, percentile_cont(0.5) within group (order by engagement) as median from counted group by platform
  ),
  by_author as (
    select platform, author_id, count(*) as posts, percentile_cont(0.5) within group (order by engagement) as median
    from counted where author_id is not null group by platform, author_id
  ),
  scored as (
    select c.id, chorus_score(c.engagement, chorus_expected(a.median, coalesce(a.posts, 0), p.median)) as score
    from counted c join by_platform p using (platform) left join by_author a using (platform, author_id)
  )
  update posts set score = s.score from scored s
  where posts.workspace_id = of_workspace and posts.id = s.id and posts.score is distinct from s.score
$$;

-- Claims up to `max_posts` posts that wait for a step, for the time of a lease: no two workers get the same, and one that dies is
-- followed by another. The flags are the truth; `post_tasks` holds leases, attempts and errors.
create or replace function chorus_claim_posts(of_step text, max_posts int, at timestamptz, lease interval)
returns table (workspace_id uuid, id uuid, attempts int)
language plpgsql as $$
#variable_conflict use_column
begin
  return query execute format($query$
    with waiting as (
      select p.workspace_id, p.id from posts p
      where %s and not exists (
        select from post_tasks t
        where t.workspace_id = p.workspace_id and t.post_id = p.id and t.step = $1 and (t.not_before is null or t.not_before > $3))
      order by p.scraped_at limit $2 for update of p skip locked
    )
    insert into post_tasks as t (workspace_id, post_id, step, attempts, not_before)
    select w.workspace_id, w.id, $1, 1, $3 + $4 from waiting w
    on conflict (workspace_id, post_id, step) do update set attempts = t.attempts + 1, not_before = excluded.not_before
    where t.not_before <= $3
    returning t.workspace_id, t.post_id, t.attempts
  $query$, case of_step
    when 'extract_hooks' then 'p.hook is null'
    when 'generate_embeddings' then 'p.needs_embedding'
    when 'classify_hooks' then 'p.needs_hook_classification'
    when 'classify_topics' then 'p.needs_topic_classification'
    when 'classify_audiences' then 'p.needs_audience_classification'
  end) using of_step, max_posts, at, lease;
end $$;

-- Names the workspaces of posts that wait for a step and that nobody has.
create or replace function chorus_posts_waiting(at timestamptz) returns table (workspace_id uuid)
language sql stable as $$
  select p.workspace_id from posts p where p.hook is null and not exists (select from post_tasks t
    where t.workspace_id = p.workspace_id and t.post_id = p.id and t.step = 'extract_hooks' and (t.not_before is null or t.not_before > at))
  union all
  select p.workspace_id from posts p where p.needs_embedding and not exists (select from post_tasks t
    where t.workspace_id = p.workspace_id and t.post_id = p.id and t.step = 'generate_embeddings' and (t.not_before is null or t.not_before > at))
  union all
  select p.workspace_id from posts p where p.needs_hook_classification and not exists (select from post_tasks t
    where t.workspace_id = p.workspace_id and t.post_id = p.id and t.step = 'classify_hooks' and (t.not_before is null or t.not_before > at))
  union all
  select p.workspace_id from posts p where p.needs_topic_classification and not exists (select from post_tasks t
    where t.workspace_id = p.workspace_id and t.post_id = p.id and t.step = 'classify_topics' and (t.not_before is null or t.not_before > at))
  union all
  select p.workspace_id from posts p where p.needs_audience_classification and not exists (select from post_tasks t
    where t.workspace_id = p.workspace_id and t.post_id = p.id and t.step = 'classify_audiences' and (t.not_before is null or t.not_before > at))
$$;

-- The queues of document D: each claims for five minutes.
create or replace function get_posts_needing_embedding(max_posts int) returns table (workspace_id uuid, id uuid)
language sql as $$ select c.workspace_id, c.id from chorus_claim_posts('generate_embeddings', max_posts, now(), interval '5 minutes') c $$;
create or replace function get_posts_needing_classification(max_posts int) returns table (workspace_id uuid, id uuid)
language sql as $$ select c.workspace_id, c.id from chorus_claim_posts('classify_hooks', max_posts, now(), interval '5 minutes') c $$;
create or replace function get_posts_needing_topic_classification(max_posts int) returns table (workspace_id uuid, id uuid)
language sql as $$ select c.workspace_id, c.id from chorus_claim_posts('classify_topics', max_posts, now(), interval '5 minutes') c $$;
create or replace function get_posts_needing_audience_classification(max_posts int) returns table (workspace_id uuid, id uuid)
language sql as $$ select c.workspace_id, c.id from chorus_claim_posts('classify_audiences', max_posts, now(), interval '5 minutes') c $$;
create or replace function release_embedding_lock(p_post_id uuid) returns void
language sql as $$ delete from post_tasks where post_id = p_post_id and step = 'generate_embeddings' $$;

-- A post that was captured from what the workspace published itself: new, or brought up to date.
create or replace function chorus_capture_published(of_profile uuid, at timestamptz, out scraped int, out created int)
language plpgsql as $$
begin
  with own as (
    select p.id, p.workspace_id, a.platform, p.external_post_id, p.content, p.post_url, p.published_at, f.full_name
    from published_posts p
    join social_accounts a on a.workspace_id = p.workspace_id and a.id = p.account_id
    join profiles f on f.workspace_id = a.workspace_id and f.id = a.profile_id
    where p.workspace_id = chorus_workspace_id() and a.profile_id = of_profile and btrim(p.content) <> ''
  ),
  kept as (
    insert into posts as b (id, workspace_id, external_key, platform, external_id, author_id, author, content, post_url, source, posted_at, scraped_at)
    select chorus_new_id(o.published_at), o.workspace_id, o.platform || '_' || o.external_post_id, o.platform, o.external_post_id, of_profile,
      o.full_name, o.content, o.post_url, 'published', o.published_at, at
    from own o
    on conflict (workspace_id, external_key) do update
      set content = excluded.content, post_url = excluded.post_url, author_id = excluded.author_id, author = excluded.author, in_bank = true
      where (b.content, b.post_url, b.author_id, b.in_bank) is distinct from (excluded.content, excluded.post_url, excluded.author_id, true)
    returning xmax = 0 as is_new
  )
  select (select count(*) from own), (select count(*) from kept where is_new) into scraped, created;
end $$;

-- Profiles that are to be synced by themselves: pending, or not synced for a week, and not waiting after a failure. Only those with
-- a source; the longest waiting first.
create or replace function get_profiles_to_sync(max_profiles int, at timestamptz) returns table (workspace_id uuid, id uuid)
language sql stable as $$
  select p.workspace_id, p.id from profiles p
  join profile_sync_status s on s.workspace_id = p.workspace_id and s.profile_id = p.id
  where p.type = 'internal' and p.sync_status <> 'scraping'
    and (p.sync_status = 'pending' or p.last_sync_at is null or p.last_sync_at < at - interval '7 days')
    and (s.next_sync_at is null or s.next_sync_at <= at)
    and exists (select from social_accounts a where a.workspace_id = p.workspace_id and a.profile_id = p.id and a.status <> 'revoked')
  order by p.last_sync_at nulls first, p.id limit max_profiles
$$;

-- Ends syncs that have gone on for half an hour: their worker has died. Returns how many.
create or replace function cleanup_stuck_scraping_states(at timestamptz) returns int
language plpgsql as $$
declare
  stuck int;
begin
  with ended as (
    update sync_jobs set status = 'failed', error = 'The sync was interrupted.', finished_at = at
    where status = 'running' and started_at < at - interval '30 minutes' returning workspace_id, profile_id
  ), failed as (
    update profiles p set sync_status = 'failed' from ended e
    where p.workspace_id = e.workspace_id and p.id = e.profile_id and p.sync_status = 'scraping' returning p.id
  )
  update profile_sync_status s
  set consecutive_failures = consecutive_failures + 1, last_error = 'The sync was interrupted.', next_sync_at = at + interval '1 hour'
  from ended e where s.workspace_id = e.workspace_id and s.profile_id = e.profile_id;
  get diagnostics stuck = row_count;
  return stuck;
end $$;
