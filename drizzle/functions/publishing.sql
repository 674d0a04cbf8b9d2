-- What every attempt runs through, twice. In plpgsql it is planned once a connection; as a function of SQL it is not
-- inlined, because of the aggregates in its arguments, and was prepared anew for every post.
create or replace function chorus_post_status(statuses text[], reasons text[]) returns text
language plpgsql immutable as $$
begin
  return case
    when 'cancelled' = all (statuses) or 'deleted' = all (statuses) then 'cancelled'
    when 'unknown' = any (statuses) or reasons && array['late', 'reauth'] then 'needs_person'
    when 'approval' = any (reasons) then 'awaiting_approval'
    when 'sending' = any (statuses) then 'publishing'
    when statuses && array['queued', 'waiting'] then case when 'sent' = any (statuses) then 'publishing' else 'queued' end
    when not (statuses && array['failed']) then 'published'
    when 'sent' = any (statuses) then 'partial'
    else 'failed'
  end;
end $$;

-- Of the rows that changed nothing is known when this is planned: left to itself Postgres reads whole tables for a few of
-- them, and the slower the more posts there are.
create or replace function chorus_derive_post_status() returns trigger
language plpgsql set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off as $$
begin
  -- Lock the posts first: two targets that end at the same time must not each derive from the other's old state.
  perform from (select distinct workspace_id, scheduled_post_id from changed) c
    join scheduled_posts p on p.workspace_id = c.workspace_id and p.id = c.scheduled_post_id
    order by p.id for update of p;
  update scheduled_posts p set status = derived.status
  from (
    select c.workspace_id, c.scheduled_post_id, of_targets.status
    from (select distinct workspace_id, scheduled_post_id from changed) c
    cross join lateral (
      select chorus_post_status(array_agg(a.status), array_agg(a.waiting_reason) filter (where a.status = 'waiting')) as status
      from scheduled_post_accounts a
      where a.workspace_id = c.workspace_id and a.scheduled_post_id = c.scheduled_post_id
    ) of_targets
  ) derived
  where p.workspace_id = derived.workspace_id and p.id = derived.scheduled_post_id
    and p.status <> derived.status and p.status <> 'draft';
  return null;
end $$;
