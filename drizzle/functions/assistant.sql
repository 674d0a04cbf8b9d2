-- A message touches its chat, and the first question names it, whoever writes: up to its 60th character, at the end of a word.
create or replace function trigger_touch_chat_session() returns trigger
language plpgsql as $$
declare
  said constant text := btrim(regexp_replace(new.text, '\s+', ' ', 'g'));
begin
  update chat_sessions s
  set touched_at = greatest(s.touched_at, new.created_at),
      title = coalesce(s.title, case
        when new.role <> 'user' or said = '' then null
        when length(said) <= 60 then said
        else coalesce(substring(left(said, 60) from '^(.{20,})\s'), left(said, 59)) || '…'
      end)
  where s.workspace_id = new.workspace_id and s.id = new.session_id;
  return null;
end $$;
create or replace trigger trg_chat_message_touch after insert on chat_messages
  for each row execute function trigger_touch_chat_session();
