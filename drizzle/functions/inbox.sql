-- The words of a query, all of which are to be there; null when it has none. Each word is quoted as a tsquery is, which is not
-- as a string is; its end may still be missing. A telephone number is stored without the spaces that people write in it.
create or replace function chorus_query(query_text text) returns tsquery
language sql immutable parallel safe
as $$
  select case when query_text ~ '^[\s0-9+().-]*$' and length(digits) >= 3
    then words || ('''' || digits || ''':*')::tsquery else words end
  from (
    select regexp_replace(query_text, '[^0-9]', '', 'g') as digits,
      (select string_agg('''' || replace(replace(lexeme, '\', '\\'), '''', '''''') || ''':*', ' & ')::tsquery
       from unnest(tsvector_to_array(chorus_words(chorus_sought(query_text)))) lexeme) as words
  ) asked
$$;

-- Letters that every text in ASCII has that holds the query, in lower case: its longest word without a figure, since numbers
-- are found in other groupings too. Empty where there are none.
create or replace function chorus_needle(query_text text) returns text
language sql immutable parallel safe
as $$
  select case when query_text ~ '^[\s0-9+().-]*$' then '' else coalesce(
    (select lexeme from unnest(tsvector_to_array(chorus_words(chorus_sought(query_text)))) lexeme
     where lexeme !~ '[0-9]' order by length(lexeme) desc limit 1), '') end
$$;

-- Conversations whose contact, or one of whose messages, holds every word of a query.
create or replace function match_conversations(query_text text) returns table (id uuid)
language plpgsql stable security definer set search_path = public, pg_temp
as $$
#variable_conflict use_column
declare
  tenant constant uuid := chorus_workspace_id();
  whose constant tsquery := ('''tenant ' || tenant::text || '''')::tsquery;
  words constant tsquery := chorus_query(query_text);
begin
  if words is null or tenant is null then return; end if;
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

grant create on schema public to chorus_system;
alter function match_conversations(text) owner to chorus_system;
revoke create on schema public from chorus_system;
revoke all on function match_conversations(text) from public;
grant execute on function match_conversations(text) to chorus_app, chorus_system;
