-- Sums and scores of listening projects (docs/listening.md).

-- Keeps the sums of projects: each statement on `project_posts` adds or takes away what its rows say.
create or replace function chorus_sum_project_posts() returns trigger
language plpgsql as $$
declare
  sign constant int := case tg_op when 'INSERT' then 1 else -1 end;
begin
  -- In the order of their keys, so that two statements at a time wait for each other and never in a circle.
  insert into project_days as d (workspace_id, project_id, day, platform, posts, positive, negative, sentiment_sum)
  select c.workspace_id, c.project_id, (c.posted_at at time zone 'UTC')::date as day, c.platform, sign * count(*),
    sign * count(*) filter (where c.polarity = 'positive'), sign * count(*) filter (where c.polarity = 'negative'), sign * sum(c.sentiment)
  from changed c join projects p on p.workspace_id = c.workspace_id and p.id = c.project_id
  group by 1, 2, 3, 4 order by 1, 2, 3, 4
  on conflict (workspace_id, project_id, day, platform) do update set posts = d.posts + excluded.posts, positive = d.positive + excluded.positive,
    negative = d.negative + excluded.negative, sentiment_sum = d.sentiment_sum + excluded.sentiment_sum;

  insert into project_hashtag_sums as s (workspace_id, project_id, hashtag_id, posts, positive, negative, sentiment_sum)
  select c.workspace_id, c.project_id, h.id, sign * count(*),
    sign * count(*) filter (where c.polarity = 'positive'), sign * count(*) filter (where c.polarity = 'negative'), sign * sum(c.sentiment)
  from changed c join projects p on p.workspace_id = c.workspace_id and p.id = c.project_id
  cross join lateral unnest(c.hashtag_ids) h (id)
  group by 1, 2, 3 order by 1, 2, 3
  on conflict (workspace_id, project_id, hashtag_id) do update set posts = s.posts + excluded.posts, positive = s.positive + excluded.positive,
    negative = s.negative + excluded.negative, sentiment_sum = s.sentiment_sum + excluded.sentiment_sum;

  insert into project_creator_sums as s (workspace_id, project_id, platform, author, posts, positive, negative, sentiment_sum)
  select c.workspace_id, c.project_id, c.platform, c.author, sign * count(*),
    sign * count(*) filter (where c.polarity = 'positive'), sign * count(*) filter (where c.polarity = 'negative'), sign * sum(c.sentiment)
  from changed c join projects p on p.workspace_id = c.workspace_id and p.id = c.project_id
  where c.author <> ''
  group by 1, 2, 3, 4 order by 1, 2, 3, 4
  on conflict (workspace_id, project_id, platform, author) do update set posts = s.posts + excluded.posts, positive = s.positive + excluded.positive,
    negative = s.negative + excluded.negative, sentiment_sum = s.sentiment_sum + excluded.sentiment_sum;

  if tg_op = 'DELETE' then
    delete from project_days d using (select distinct workspace_id, project_id from changed) c
    where d.workspace_id = c.workspace_id and d.project_id = c.project_id and d.posts = 0;
    delete from project_hashtag_sums s using (select distinct workspace_id, project_id from changed) c
    where s.workspace_id = c.workspace_id and s.project_id = c.project_id and s.posts = 0;
    delete from project_creator_sums s using (select distinct workspace_id, project_id from changed) c
    where s.workspace_id = c.workspace_id and s.project_id = c.project_id and s.posts = 0;
  end if;

  update projects p set posts_count = p.posts_count + sign * c.posts
  from (select workspace_id, project_id, count(*)::int as posts from changed group by 1, 2 order by 1, 2) c
  where p.workspace_id = c.workspace_id and p.id = c.project_id;
  return null;
end $$;
create or replace trigger on_project_posts_inserted_sums after insert on project_posts referencing new table as changed
  for each statement execute function chorus_sum_project_posts();
create or replace trigger on_project_posts_deleted_sums after delete on project_posts referencing old table as changed
  for each statement execute function chorus_sum_project_posts();

-- Scores posts outside the bank by the bank's formula: against the author's latest 50 posts, and the platform's latest 500 here. Then says
-- for these, and for the posts of the same authors that follow, how their scores move: the median of the author's last five scores up to a
-- post, less the median of the five before; 0 while fewer than three came before. Posts without an author are compared among themselves.
create or replace function chorus_score_listened(of_workspace uuid, of_posts uuid[]) returns void
language plpgsql as $$
begin
  with touched as (
    select p.id, p.platform, lower(coalesce(p.author, '')) as author, p.engagement from posts p
    where p.workspace_id = of_workspace and p.id = any(of_posts) and not p.in_bank and p.metrics <> '{}'
  ),
  by_author as (
    select g.platform, g.author, a.median, a.posts from (select distinct platform, author from touched where author <> '') g
    cross join lateral (
      select percentile_cont(0.5) within group (order by l.engagement) as median, count(*) as posts from (
        select p.engagement from posts p
        where p.workspace_id = of_workspace and p.platform = g.platform and lower(coalesce(p.author, '')) = g.author and p.metrics <> '{}'
        order by p.posted_at desc, p.id desc limit 50
      ) l
    ) a
  ),
  by_platform as (
    select g.platform, m.median from (select distinct platform from touched) g
    cross join lateral (
      select percentile_cont(0.5) within group (order by l.engagement) as median from (
        select p.engagement from posts p
        where p.workspace_id = of_workspace and p.platform = g.platform and not p.in_bank and p.metrics <> '{}' order by p.posted_at desc limit 500
      ) l
    ) m
  )
  update posts set score = chorus_score(t.engagement, chorus_expected(a.median, coalesce(a.posts, 0), m.median))
  from touched t join by_platform m using (platform) left join by_author a using (platform, author)
  where posts.workspace_id = of_workspace and posts.id = t.id;

  with touched as (
    select p.platform, lower(coalesce(p.author, '')) as author, p.posted_at, p.id from posts p
    where p.workspace_id = of_workspace and p.id = any(of_posts)
  ),
  affected as (
    select distinct n.id, t.platform, t.author, n.posted_at from touched t
    cross join lateral (
      select p.id, p.posted_at from posts p
      where p.workspace_id = of_workspace and p.platform = t.platform and lower(coalesce(p.author, '')) = t.author
        and (p.posted_at, p.id) >= (t.posted_at, t.id)
      order by p.posted_at, p.id limit 10
    ) n
  )
  update posts set score_trend = m.trend
  from affected a cross join lateral (
    select case when count(*) filter (where l.place > 5) < 3 then 0 else
      percentile_cont(0.5) within group (order by l.score) filter (where l.place <= 5)
      - percentile_cont(0.5) within group (order by l.score) filter (where l.place > 5) end as trend
    from (
      select p.score, row_number() over (order by p.posted_at desc, p.id desc) as place from posts p
      where p.workspace_id = of_workspace and p.platform = a.platform and lower(coalesce(p.author, '')) = a.author and p.score is not null
        and (p.posted_at, p.id) <= (a.posted_at, a.id)
      order by p.posted_at desc, p.id desc limit 10
    ) l
  ) m
  where posts.workspace_id = of_workspace and posts.id = a.id and posts.score is not null and posts.score_trend is distinct from m.trend::real;
end $$;

grant select on hashtags_with_stats, posts_with_platform to chorus_app, chorus_system;
