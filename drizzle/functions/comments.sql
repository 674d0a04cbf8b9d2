-- Watches posts for comments by the rules of their workspaces: the newest so many of each account, for so many days. Whoever published
-- them told nobody, so that this is asked each minute; what somebody switched by hand stays as it is.
-- `platforms`: those whose comments can be read. `at`: now. `usual`: { newest, days } where there is no rule. Returns how many were added.
create or replace function chorus_watch_posts(platforms text[], at timestamptz, usual jsonb) returns int
language sql as $$
  with rules as (
    select a.workspace_id, a.id as account_id,
      coalesce(own.enabled, every.enabled, true) as enabled,
      coalesce(own.new_posts_to_monitor, every.new_posts_to_monitor, (usual->>'newest')::int) as newest,
      at - make_interval(days => coalesce(own.monitoring_duration_days, every.monitoring_duration_days, (usual->>'days')::int)) as since
    from social_accounts a
    left join monitoring_rules own on own.workspace_id = a.workspace_id and own.account_id = a.id
    left join monitoring_rules every on every.workspace_id = a.workspace_id and every.account_id is null
    where a.platform = any(platforms) and a.status = 'active'
  ), published as (
    insert into monitored_posts (id, workspace_id, account_id, platform_post_id, scheduled_post_id, source, caption, url, posted_at,
      monitoring_enabled, next_poll_at, created_at)
    select gen_random_uuid(), r.workspace_id, r.account_id, p.external_post_id, p.scheduled_post_id, 'scheduled', p.content, p.post_url,
      p.published_at, true, at, at
    from rules r cross join lateral (
      select * from published_posts p where p.workspace_id = r.workspace_id and p.account_id = r.account_id
      order by p.published_at desc, p.id desc limit r.newest) p
    where r.enabled and p.published_at > r.since
      -- Leave out posts that a person said were published: the platform's id, by which comments are read, is not known.
      and p.external_post_id not in (coalesce(p.target_id::text, ''), coalesce(p.post_url, ''))
    on conflict (workspace_id, account_id, platform_post_id) do nothing
    returning 1
  ), ended as (
    update monitored_posts m set monitoring_enabled = false, next_poll_at = null
    from rules r
    where m.workspace_id = r.workspace_id and m.account_id = r.account_id and m.next_poll_at is not null and not m.by_hand
      and (not r.enabled or m.posted_at <= r.since or m.id not in (
        select n.id from monitored_posts n where n.workspace_id = r.workspace_id and n.account_id = r.account_id
        order by n.posted_at desc, n.id desc limit r.newest))
  )
  select count(*)::int from published
$$;
