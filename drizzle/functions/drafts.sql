-- Clears what drafts, hooks and sources name when it is deleted; not where the whole workspace is: a row that is written twice in one
-- transaction has its references checked again, and its workspace is gone.
create or replace function chorus_unlabel_drafts() returns trigger
language plpgsql as $$
begin
  if not exists (select from workspaces w where w.id = old.workspace_id) then return old; end if;
  case tg_table_name
    when 'profiles' then
      update production_posts set author_id = null where workspace_id = old.workspace_id and author_id = old.id;
    when 'topics' then
      update production_posts set topic_id = null where workspace_id = old.workspace_id and topic_id = old.id;
      update knowledge set topic_ids = array_remove(topic_ids, old.id) where workspace_id = old.workspace_id and old.id = any (topic_ids);
    when 'audiences' then
      update production_posts set audience_id = null where workspace_id = old.workspace_id and audience_id = old.id;
    when 'post_structures' then
      update production_posts set structure_id = null where workspace_id = old.workspace_id and structure_id = old.id;
    when 'hook_types' then
      update generated_hooks set hook_type_id = null where workspace_id = old.workspace_id and hook_type_id = old.id;
    when 'post_templates' then
      update production_posts set template_id = null where workspace_id = old.workspace_id and template_id = old.id;
    when 'presets' then
      update production_posts set preset_id = null where workspace_id = old.workspace_id and preset_id = old.id;
    when 'ctas' then
      update production_posts set cta_id = null where workspace_id = old.workspace_id and cta_id = old.id;
    when 'resources' then
      update production_posts set resource_id = null where workspace_id = old.workspace_id and resource_id = old.id;
    when 'posts' then
      update content_sources set post_id = null where workspace_id = old.workspace_id and post_id = old.id;
    when 'scheduled_posts' then
      update production_posts
      set scheduled_post_id = null,
          status = case status when 'scheduled' then 'validated' else status end,
          reason = case status when 'scheduled' then 'The scheduled post was deleted.' else reason end,
          revision = revision + 1
      where workspace_id = old.workspace_id and scheduled_post_id = old.id;
  end case;
  return old;
end $$;
create or replace trigger unlabel_drafts before delete on profiles for each row execute function chorus_unlabel_drafts();
create or replace trigger unlabel_drafts before delete on topics for each row execute function chorus_unlabel_drafts();
create or replace trigger unlabel_drafts before delete on audiences for each row execute function chorus_unlabel_drafts();
create or replace trigger unlabel_drafts before delete on post_structures for each row execute function chorus_unlabel_drafts();
create or replace trigger unlabel_drafts before delete on hook_types for each row execute function chorus_unlabel_drafts();
create or replace trigger unlabel_drafts before delete on post_templates for each row execute function chorus_unlabel_drafts();
create or replace trigger unlabel_drafts before delete on presets for each row execute function chorus_unlabel_drafts();
create or replace trigger unlabel_drafts before delete on ctas for each row execute function chorus_unlabel_drafts();
create or replace trigger unlabel_drafts before delete on resources for each row execute function chorus_unlabel_drafts();
create or replace trigger unlabel_drafts before delete on posts for each row execute function chorus_unlabel_drafts();
create or replace trigger unlabel_drafts before delete on scheduled_posts for each row execute function chorus_unlabel_drafts();

-- Writes the end of a scheduled post back to its draft, in the transaction of that end. A post that failed or was cancelled brings the
-- draft back with the reason; one that goes on after all takes the draft along, so that nobody schedules it twice.
create or replace function chorus_follow_post() returns trigger
language plpgsql as $$
declare
  reached constant text := case
    when new.status in ('published', 'partial') then 'published'
    when new.status in ('failed', 'cancelled') then 'validated'
    else 'scheduled'
  end;
begin
  update production_posts d
  set status = reached, revision = d.revision + 1,
      reason = case new.status
        when 'cancelled' then 'The scheduled post was cancelled.'
        when 'failed' then coalesce((select string_agg(distinct a.error, ' ') from scheduled_post_accounts a
          where a.workspace_id = new.workspace_id and a.scheduled_post_id = new.id and a.status = 'failed'), 'The scheduled post failed.')
        when 'partial' then 'It was published on some of its accounts only.'
      end
  where d.workspace_id = new.workspace_id and d.scheduled_post_id = new.id
    and (d.status in ('validated', 'scheduled') and d.status <> reached or d.status = 'published' and reached = 'published');
  return null;
end $$;
create or replace trigger follow_post after update of status on scheduled_posts for each row
  when (new.status <> old.status and (
    new.status in ('published', 'partial', 'failed', 'cancelled') or old.status in ('partial', 'failed', 'cancelled')))
  execute function chorus_follow_post();

-- Keeps the figures and the status of a batch: they follow from its drafts. The batch is locked first, so that the count sees every
-- draft that was written before it.
create or replace function trigger_update_batch_progress() returns trigger
language plpgsql as $$
declare
  touched constant production_posts := case when tg_op = 'DELETE' then old else new end;
begin
  perform from post_batches b where b.workspace_id = touched.workspace_id and b.id = touched.batch_id for update;
  if not exists (select from workspaces w where w.id = touched.workspace_id) then return null; end if;
  update post_batches b
  set total_posts = d.total, completed_posts = d.completed, failed_posts = d.failed,
      status = case when d.waiting > 0 then 'running' when d.cancelled > 0 then 'cancelled' else 'completed' end
  from (
    select count(*) as total,
      count(*) filter (where p.batch_status = 'written') as completed,
      count(*) filter (where p.batch_status = 'failed') as failed,
      count(*) filter (where p.batch_status = 'waiting') as waiting,
      count(*) filter (where p.batch_status = 'cancelled') as cancelled
    from production_posts p where p.workspace_id = touched.workspace_id and p.batch_id = touched.batch_id
  ) d
  where b.workspace_id = touched.workspace_id and b.id = touched.batch_id;
  return null;
end $$;
create or replace trigger trg_production_post_update_batch after update of batch_status on production_posts for each row
  when (new.batch_id is not null and new.batch_status is distinct from old.batch_status) execute function trigger_update_batch_progress();
create or replace trigger trg_production_post_insert_batch after insert on production_posts for each row
  when (new.batch_id is not null) execute function trigger_update_batch_progress();
create or replace trigger trg_production_post_delete_batch after delete on production_posts for each row
  when (old.batch_id is not null) execute function trigger_update_batch_progress();
