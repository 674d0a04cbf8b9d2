-- Takes published posts to company pages by the rules of their authors: in the transaction that records the publishing, so that none is
-- lost, and with a scheduled post of its own each, so that the publisher's claims and fences hold for it as for any other.
--
-- What a rule has posted is taken no further, so that two pages never post each other's posts round and round. A post that goes to the
-- page's account by itself is left alone, and so is a second account's copy of the same post.
create or replace function chorus_post_on_pages() returns trigger
language plpgsql set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off as $$
begin
  with matched as (
    select distinct on (p.workspace_id, g.id, coalesce(p.scheduled_post_id, p.id))
      p.workspace_id, p.id as original_id, p.scheduled_post_id as source_id, g.id as page_id, g.account_id, p.published_at, p.account_id as source_account_id,
      concat_ws(E'\n\n', r.add_prefix, p.content, r.add_suffix) as content,
      p.published_at + make_interval(mins => r.post_delay_minutes) as publish_at
    from published p
    join social_accounts a on a.workspace_id = p.workspace_id and a.id = p.account_id
    join company_auto_post_rules r on r.workspace_id = p.workspace_id and r.source_profile_id = a.profile_id and r.is_active
    join company_pages g on g.workspace_id = r.workspace_id and g.id = r.target_company_page_id and g.is_active
    join social_accounts t on t.workspace_id = g.workspace_id and t.id = g.account_id and t.status <> 'revoked'
    where g.account_id <> p.account_id
      and not exists (select from company_published_posts c where c.workspace_id = p.workspace_id and c.scheduled_post_id = p.scheduled_post_id)
      and not exists (select from scheduled_post_accounts x
        where x.workspace_id = p.workspace_id and x.scheduled_post_id = p.scheduled_post_id and x.account_id = g.account_id)
    order by p.workspace_id, g.id, coalesce(p.scheduled_post_id, p.id), r.post_delay_minutes, p.published_at, p.id
  ), made as (
    insert into company_published_posts (id, workspace_id, original_post_id, source_scheduled_post_id, company_page_id, scheduled_post_id)
    select chorus_new_id(published_at), workspace_id, original_id, source_id, page_id, chorus_new_id(published_at) from matched
    order by workspace_id, page_id, original_id
    on conflict do nothing
    returning workspace_id, original_post_id, company_page_id, scheduled_post_id
  ), own as (
    select d.scheduled_post_id as post_id, m.* from made d
    join matched m on m.workspace_id = d.workspace_id and m.original_id = d.original_post_id and m.page_id = d.company_page_id
  ), posts as (
    insert into scheduled_posts (id, workspace_id, text, publish_at, timezone)
    select o.post_id, o.workspace_id, o.content, o.publish_at, coalesce(s.timezone, 'UTC')
    from own o left join scheduled_posts s on s.workspace_id = o.workspace_id and s.id = o.source_id
  ), shown as (
    insert into scheduled_post_media (id, workspace_id, scheduled_post_id, position, media_id, alt_text)
    select chorus_new_id(o.published_at), o.workspace_id, o.post_id, x.position, x.media_id, x.alt_text
    from own o join scheduled_posts s on s.workspace_id = o.workspace_id and s.id = o.source_id
    join scheduled_post_media x on x.workspace_id = o.workspace_id and x.scheduled_post_id = o.source_id
      and x.account_id is not distinct from chorus_shown_on(s.variants, o.source_account_id)
  )
  insert into scheduled_post_accounts (id, workspace_id, scheduled_post_id, account_id, due_at)
  select chorus_new_id(published_at), workspace_id, post_id, account_id, publish_at from own;
  return null;
end $$;

create or replace trigger post_on_pages after insert on published_posts
  referencing new table as published for each statement execute function chorus_post_on_pages();
