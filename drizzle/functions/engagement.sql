-- The team's engagement with published posts (docs/engagement.md). Days are UTC.

-- Notes each post that comes out for planning, in the transaction that records it, so that none is lost.
create or replace function chorus_engage_with() returns trigger
language plpgsql as $$
begin
  insert into engagement_plans (id, workspace_id, published_post_id, created_at)
  select chorus_new_id(p.published_at), p.workspace_id, p.id, p.published_at
  from published p join engagement_rules r on r.workspace_id = p.workspace_id and r.is_enabled
  -- Leave out posts that a person said were published, without an address: nobody could find them.
  where p.external_post_id <> coalesce(p.target_id::text, '')
  on conflict do nothing;
  return null;
end $$;

create or replace trigger engage_with after insert on published_posts
  referencing new table as published for each statement execute function chorus_engage_with();

-- Returns how often an author may do this in a day; 0 for one who does not engage.
create or replace function chorus_engagement_limit(profile uuid, action_type text) returns int
language sql stable as $$
  select case when not coalesce(s.auto_engage_enabled, true) then 0
    when action_type = 'like' then coalesce(s.likes_per_day, 25)
    when action_type = 'comment' then coalesce(s.comments_per_day, 10)
    else 0 end
  from profiles p left join engagement_settings s on s.workspace_id = p.workspace_id and s.profile_id = p.id
  where p.id = profile
$$;

-- Tells whether an author has a place left that day.
create or replace function can_profile_engage(profile_id uuid, action_type text, at timestamptz default now()) returns boolean
language sql stable as $$
  select coalesce((select c.used from profiles p
    join engagement_counters c on c.workspace_id = p.workspace_id and c.profile_id = p.id
      and c.action_type = $2 and c.day = (at at time zone 'UTC')::date
    where p.id = $1), 0) < coalesce(chorus_engagement_limit($1, $2), 0)
$$;

-- Takes a place of an author's day if one is left, and tells whether it did: two that ask at once never take the same.
create or replace function increment_engagement_counter(profile_id uuid, action_type text, at timestamptz default now()) returns boolean
language sql as $$
  with taken as (
    insert into engagement_counters as c (id, workspace_id, profile_id, action_type, day, used)
    select gen_random_uuid(), p.workspace_id, p.id, $2, (at at time zone 'UTC')::date, 1
    from profiles p where p.id = $1 and chorus_engagement_limit($1, $2) > 0
    on conflict (workspace_id, profile_id, action_type, day)
      do update set used = c.used + 1 where c.used < chorus_engagement_limit($1, $2)
    returning 1
  )
  select exists (select from taken)
$$;

-- Lists the accounts that may engage with a post: on its platform, with a member's consent and their author's engagement on, and neither
-- the author's own nor one that has engaged with it already. Platforms number posts by account, so that posts of two accounts of one author
-- may be called the same: each row names its post.
create or replace function get_eligible_engagers(post_author_id uuid, external_post_id text)
returns table (published_post_id uuid, account_id uuid, profile_id uuid, platform text, preferred_reaction text, likes_per_day int, comments_per_day int)
language sql stable as $$
  select p.id, e.id, e.profile_id, e.platform, coalesce(s.preferred_reaction, 'like'),
    coalesce(s.likes_per_day, 25), coalesce(s.comments_per_day, 10)
  from social_accounts a
  join published_posts p on p.workspace_id = a.workspace_id and p.account_id = a.id and p.external_post_id = $2
  join engagement_consents c on c.workspace_id = a.workspace_id
  join members m on m.workspace_id = c.workspace_id and m.user_id = c.user_id
  join social_accounts e on e.workspace_id = c.workspace_id and e.id = c.account_id
    and e.platform = a.platform and e.profile_id <> a.profile_id and e.status = 'active'
  left join engagement_settings s on s.workspace_id = e.workspace_id and s.profile_id = e.profile_id
  where a.profile_id = $1 and coalesce(s.auto_engage_enabled, true)
    and not exists (select from engagement_actions x
      where x.workspace_id = p.workspace_id and x.published_post_id = p.id and x.account_id = e.id)
  order by p.id, e.id
$$;

-- Chooses how an author comments next: a way that is not among their last so many, or else the one that lies back longest. Those that lie back
-- equally long take turns by author. Null where there is none.
create or replace function select_comment_pattern(engager_id uuid, exclude_count int default 3) returns uuid
language sql stable as $$
  with used as (
    select x.comment_pattern_id as id, max(x.created_at) as at
    from profiles e join engagement_actions x on x.workspace_id = e.workspace_id and x.engager_profile_id = e.id
    where e.id = engager_id and x.comment_pattern_id is not null
    group by 1
  ), recent as (select id from used order by at desc limit exclude_count)
  select p.id from profiles e
  join comment_patterns p on p.workspace_id = e.workspace_id and p.is_active
  left join used u on u.id = p.id
  where e.id = engager_id
  order by p.id in (select id from recent), u.at nulls first, md5(engager_id::text || p.id::text)
  limit 1
$$;

-- Writes what is planned for a post, each with its place in its author's day. What is there already is left as it is, and takes no second place.
-- `planned`: [{ id, accountId, profileId, kind, reaction, dueAt }]. Returns how many were added.
create or replace function chorus_plan_engagement(workspace uuid, post uuid, planned jsonb) returns int
language sql as $$
  with given as (
    select * from jsonb_to_recordset(planned) as g("id" uuid, "accountId" uuid, "profileId" uuid, "kind" text, "reaction" text, "dueAt" timestamptz)
  ), made as (
    insert into engagement_actions (id, workspace_id, published_post_id, account_id, engager_profile_id, action_type, reaction_type,
      comment_pattern_id, due_at, counted_on)
    select g."id", workspace, post, g."accountId", g."profileId", g."kind", g."reaction",
      case when g."kind" = 'comment' then select_comment_pattern(g."profileId") end, g."dueAt", (g."dueAt" at time zone 'UTC')::date
    from given g
    on conflict do nothing
    returning engager_profile_id, action_type, counted_on
  ), counted as (
    insert into engagement_counters as c (id, workspace_id, profile_id, action_type, day, used)
    select gen_random_uuid(), workspace, engager_profile_id, action_type, counted_on, count(*)
    from made group by engager_profile_id, action_type, counted_on
    order by engager_profile_id, action_type, counted_on
    on conflict (workspace_id, profile_id, action_type, day) do update set used = c.used + excluded.used
  )
  select count(*)::int from made
$$;

-- Takes back what waits of some accounts, and gives its places back. Returns the ids.
create or replace function chorus_cancel_engagement(workspace uuid, accounts uuid[], why text) returns setof uuid
language sql as $$
  with cancelled as (
    update engagement_actions set status = 'cancelled', waiting_reason = null, error = why
    where workspace_id = workspace and account_id = any(accounts) and status in ('queued', 'waiting')
    returning id, engager_profile_id, action_type, counted_on
  ), freed as (
    update engagement_counters c set used = c.used - f.places
    from (select engager_profile_id, action_type, counted_on, count(*)::int as places from cancelled group by 1, 2, 3) f
    where c.workspace_id = workspace and c.profile_id = f.engager_profile_id and c.action_type = f.action_type and c.day = f.counted_on
  )
  select id from cancelled
$$;

-- Shows the attempts of members to engage with a published post: one row for each of their accounts.
create or replace view engagement_logs with (security_invoker = true) as
select x.workspace_id, x.published_post_id, p.external_post_id, a.profile_id as post_author_id, x.engager_profile_id, x.account_id,
  max(x.reaction_type) as reaction_type,
  bool_or(x.status = 'sent') filter (where x.action_type = 'like') as reaction_success,
  max(x.comment_text) as comment_text,
  bool_or(x.status = 'sent') filter (where x.action_type = 'comment') as comment_success,
  (array_agg(x.comment_pattern_id) filter (where x.action_type = 'comment'))[1] as comment_pattern_id,
  case when bool_or(x.status in ('failed', 'unknown')) then 'failed' else 'sent' end as status
from engagement_actions x
join published_posts p on p.workspace_id = x.workspace_id and p.id = x.published_post_id
join social_accounts a on a.workspace_id = p.workspace_id and a.id = p.account_id
where x.status in ('sent', 'failed', 'unknown')
group by x.workspace_id, x.published_post_id, p.external_post_id, a.profile_id, x.engager_profile_id, x.account_id;
grant select on engagement_logs to chorus_app, chorus_system;
