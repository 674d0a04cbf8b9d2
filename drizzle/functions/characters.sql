-- Returns a post's text as it is published to an account: with the disclosure line of the character that speaks through the account
-- (`withDisclosure` in core/characters/rules/disclosure.ts). A paused or deleted character says it too, as long as the account is its own.
create or replace function chorus_published_text(of_workspace uuid, of_account uuid, said text) returns text
language sql stable as $$
select coalesce(
  (select case when strpos(said, line) > 0 then said else said || E'\n\n' || line end
   from (
     select coalesce(c.disclosure_text, 'An AI character wrote this.') as line
     from social_accounts s join characters c on c.workspace_id = s.workspace_id and c.profile_id = s.profile_id
     where s.workspace_id = of_workspace and s.id = of_account and c.disclosure
   ) disclosed),
  said)
$$;

-- A character remembers what it published, however that came to be known: each post once. What a person forgets stays forgotten.
create or replace function chorus_remember_published() returns trigger
language plpgsql as $$
begin
  insert into character_memories (id, workspace_id, character_id, kind, text, source, published_post_id, created_at)
  select chorus_new_id(p.published_at), p.workspace_id, c.id, 'said', left(p.content, 5000), 'post', p.id, p.published_at
  from published p
  join social_accounts s on s.workspace_id = p.workspace_id and s.id = p.account_id
  join characters c on c.workspace_id = s.workspace_id and c.profile_id = s.profile_id
  where btrim(p.content) <> ''
  on conflict do nothing;
  return null;
end $$;
create or replace trigger remember_published after insert on published_posts
  referencing new table as published for each statement execute function chorus_remember_published();

-- A picture that leaves the library leaves the characters whose picture it is.
create or replace function chorus_lose_profile_image() returns trigger
language plpgsql as $$
begin
  update characters set profile_image_id = null, profile_image_url = null, profile_image_path = null
  where workspace_id = old.workspace_id and profile_image_id = old.id;
  return null;
end $$;
create or replace trigger lose_profile_image_on_delete after delete on media
  for each row execute function chorus_lose_profile_image();
create or replace trigger lose_profile_image_on_removal after update of removed_at on media
  for each row when (old.removed_at is null and new.removed_at is not null) execute function chorus_lose_profile_image();
