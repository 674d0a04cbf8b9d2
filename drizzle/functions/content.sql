-- Tests whether a character is shown as an adult: both its age and the age that its pictures show have to say so (decision 58).
create or replace function chorus_is_adult(of_workspace uuid, of_character uuid) returns boolean
language sql stable as $$
select coalesce((
  select c.age >= 18 and (select min(years::int) from regexp_split_to_table(p.age_range, '\D+') years where years <> '') >= 18
  from characters c
  join character_appearances p on p.workspace_id = c.workspace_id and p.character_id = c.id
  where c.workspace_id = of_workspace and c.id = of_character), false)
$$;

-- Returns why a post may not show what it shows on an account (`REFUSALS` in core/characters/rules/refusals.ts); null where it may. It is
-- the one place of this policy: saving, approving, taking files in ahead, handing to people and publishing all ask here.
-- `allowing`: the platforms that take what is NSFW.
create or replace function chorus_content_refusal(
  of_workspace uuid, of_account uuid, said text, shown uuid[], allowing text[]
) returns text
language sql stable as $$
with account as (
  select s.platform, c.id as character_id
  from social_accounts s
  left join characters c on c.workspace_id = s.workspace_id and c.profile_id = s.profile_id
  where s.workspace_id = of_workspace and s.id = of_account
), files as (
  select f.id as media_id, x.character_id, x.is_nsfw, x.is_approved and x.removed_at is null as approved
  from unnest(shown) f (id)
  left join content x on x.workspace_id = of_workspace and x.media_id = f.id
  union all
  -- A text of a character's media counts where a post says it word for word.
  select null, x.character_id, x.is_nsfw, x.is_approved or x.removed_at is not null
  from content x
  where x.workspace_id = of_workspace and x.content_type = 'text'
    and x.sha256 = encode(sha256(convert_to(btrim(said, E' \t\r\n'), 'UTF8')), 'hex')
), nsfw as (
  select f.character_id from files f where f.is_nsfw
  union
  -- Require the publishing character to be of age as well.
  select a.character_id from account a where a.character_id is not null and exists (select from files f where f.is_nsfw)
)
select case
  when exists (select from files f, account a where a.character_id is not null
    and (f.media_id is not null or f.character_id = a.character_id)
    and not (f.character_id is not distinct from a.character_id and f.approved)) then 'not_approved'
  when not exists (select from nsfw) then null
  when exists (select from nsfw n where not chorus_is_adult(of_workspace, n.character_id)) then 'nsfw_not_adult'
  when not exists (select from workspaces w where w.id = of_workspace and w.age_confirmed_at is not null) then 'nsfw_unconfirmed'
  when not exists (select from account a where a.platform = any (allowing)) then 'nsfw_platform'
end
$$;

-- The same for a post that is stored.
create or replace function chorus_post_refusal(of_workspace uuid, of_post uuid, of_account uuid, allowing text[]) returns text
language sql stable as $$
select chorus_content_refusal(of_workspace, of_account, chorus_said_on(p.text, p.variants, of_account),
  array(select m.media_id from scheduled_post_media m where m.workspace_id = of_workspace and m.scheduled_post_id = of_post
    and m.account_id is not distinct from chorus_shown_on(p.variants, of_account)), allowing)
from scheduled_posts p where p.workspace_id = of_workspace and p.id = of_post
$$;

-- Tests whether a post has to carry its platform's label for what is NSFW; on one of its accounts is on all of them.
create or replace function chorus_is_nsfw_post(of_workspace uuid, of_post uuid) returns boolean
language sql stable as $$
select exists (
  select from scheduled_post_media m join content x on x.workspace_id = m.workspace_id and x.media_id = m.media_id
  where m.workspace_id = of_workspace and m.scheduled_post_id = of_post and x.is_nsfw
) or exists (
  select from scheduled_posts p
  cross join lateral (select p.text as said union select own.value ->> 'text' from jsonb_each(p.variants) own) t
  join content x on x.workspace_id = p.workspace_id and x.content_type = 'text' and x.is_nsfw
    and x.sha256 = encode(sha256(convert_to(btrim(t.said, E' \t\r\n'), 'UTF8')), 'hex')
  where p.workspace_id = of_workspace and p.id = of_post
)
$$;

-- Counts each published post that shows a character's medium, or says its text, however its publishing came to be known.
create or replace function chorus_count_content_use() returns trigger
language plpgsql as $$
begin
  update content x set times_used = x.times_used + used.times, last_used_at = greatest(x.last_used_at, used.at)
  from (
    select p.workspace_id, x.id, count(*) as times, max(p.published_at) as at
    from published p
    join scheduled_posts s on s.workspace_id = p.workspace_id and s.id = p.scheduled_post_id
    join content x on x.workspace_id = s.workspace_id
      and (x.media_id in (select m.media_id from scheduled_post_media m where m.workspace_id = s.workspace_id and m.scheduled_post_id = s.id
          and m.account_id is not distinct from chorus_shown_on(s.variants, p.account_id))
        or (x.content_type = 'text'
          and x.sha256 = encode(sha256(convert_to(btrim(chorus_said_on(s.text, s.variants, p.account_id), E' \t\r\n'), 'UTF8')), 'hex')))
    group by p.workspace_id, x.id
  ) used
  where x.workspace_id = used.workspace_id and x.id = used.id;
  return null;
end $$;
create or replace trigger count_content_use after insert on published_posts
  referencing new table as published for each statement execute function chorus_count_content_use();

-- A file that leaves the library leaves its character's media.
create or replace function chorus_remove_content() returns trigger
language plpgsql as $$
begin
  update content set removed_at = new.removed_at
  where workspace_id = new.workspace_id and media_id = new.id and removed_at is null;
  return null;
end $$;
create or replace trigger remove_content after update of removed_at on media
  for each row when (old.removed_at is null and new.removed_at is not null) execute function chorus_remove_content();
