-- Words of names and messages, without accents, whatever the language: `Zoe` finds “Zoé”, the beginning of a word the word.
create function chorus_words(value text) returns tsvector
language sql immutable parallel safe
return to_tsvector('pg_catalog.simple'::regconfig,
  regexp_replace(normalize(left(coalesce(value, ''), 8000), NFD), '[\u0300-\u036f]', '', 'g'));
--> statement-breakpoint
-- The same with the tenant as one word more, which has a space in it as no word of a text has: the index then reads
-- nothing of other workspaces, however common a word is there.
create function chorus_tenant_words(tenant uuid, value text) returns tsvector
language sql immutable parallel safe
return chorus_words(value) || array_to_tsvector(array['tenant ' || tenant::text]);
--> statement-breakpoint
create index conversation_messages_words on conversation_messages using gin (chorus_tenant_words(workspace_id, text));
--> statement-breakpoint
create index customers_words on customers
  using gin (chorus_tenant_words(workspace_id, coalesce(name, '') || ' ' || coalesce(handle, '')));
--> statement-breakpoint
-- Conversations whose contact, or one of whose messages, holds every word of a query. Why it runs as chorus_system stands
-- in 0002_house.sql.
create function match_conversations(query_text text) returns table (id uuid)
language plpgsql stable security definer set search_path = public, pg_temp
as $$
#variable_conflict use_column
declare
  tenant constant uuid := chorus_workspace_id();
  digits constant text := regexp_replace(query_text, '[^0-9]', '', 'g');
  whose constant tsquery := ('''tenant ' || tenant::text || '''')::tsquery;
  words tsquery;
begin
  -- Each word is quoted as a tsquery is, which is not as a string is; its end may still be missing.
  select string_agg('''' || replace(replace(lexeme, '\', '\\'), '''', '''''') || ''':*', ' & ')::tsquery
    into words from unnest(tsvector_to_array(chorus_words(query_text))) lexeme;
  if words is null or tenant is null then return; end if;
  -- A telephone number is stored without the spaces that people write in it.
  if query_text ~ '^[\s0-9+().-]*$' and length(digits) >= 3 then
    words := words || ('''' || digits || ''':*')::tsquery;
  end if;
  -- The tenant's word leads the index to its rows alone. Asked beside it for the column, a planner without statistics takes
  -- the column's index and reads every text of the workspace; so the column is asked afterwards.
  return query
  with named as materialized (
    select p.workspace_id, p.id from customers p
    where chorus_tenant_words(p.workspace_id, coalesce(p.name, '') || ' ' || coalesce(p.handle, '')) @@ (whose && words)
  ),
  said as materialized (
    select m.workspace_id, m.conversation_id from conversation_messages m
    where chorus_tenant_words(m.workspace_id, m.text) @@ (whose && words)
  )
  select c.id from named n join conversations c on c.workspace_id = tenant and c.customer_id = n.id
  where n.workspace_id = tenant
  union
  select s.conversation_id from said s where s.workspace_id = tenant;
end $$;
--> statement-breakpoint
grant create on schema public to chorus_system;
--> statement-breakpoint
alter function match_conversations(text) owner to chorus_system;
--> statement-breakpoint
revoke create on schema public from chorus_system;
--> statement-breakpoint
revoke all on function match_conversations(text) from public;
--> statement-breakpoint
grant execute on function match_conversations(text) to chorus_app, chorus_system;
