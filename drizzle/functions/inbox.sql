-- Returns the words of a query, all of which must match; null when it has none. Each word is quoted as a tsquery is, which differs
-- from a string; the end of a word may be missing. A telephone number is found by all its digits, however it is grouped: as it is, or,
-- where it has a country's prefix, as a number written without.
create or replace function chorus_query(query_text text) returns tsquery
language sql immutable parallel safe
as $$
  select case when query_text ~ '^[\s0-9+().-]*$' and length(digits) between 3 and 6
    then words || ('''' || digits || ''':* | ''' || coalesce(nullif(ltrim(digits, '0'), ''), digits) || ''':*')::tsquery
    else coalesce(words && numbers, words, numbers) end
  from (
    select regexp_replace(query_text, '[^0-9]', '', 'g') as digits,
      (select string_agg('''' || replace(replace(lexeme, '\', '\\'), '''', '''''') || ''':*', ' & ')::tsquery
       from unnest(tsvector_to_array(chorus_words(regexp_replace(
         regexp_replace(query_text, '(?<!\d)\+?\d(?:[ .()/\u00a0\u202f-]{0,2}\d){6,18}(?!\d)', ' ', 'g'), '-(?=\d)', ' ', 'g')))) lexeme) as words,
      (select string_agg('(''' || bare || ''':*' || coalesce((
           select string_agg(' | ''tel' || substr(bare, n + 1) || '''', '') from generate_series(1, 3) n
           where prefixed and length(bare) - n >= 7), '') || ')', ' & ')::tsquery
       from (
         select ltrim(found, '0') as bare, plus <> '' or found like '00%' or (found not like '0%' and length(found) >= 11) as prefixed
         from (
           select number[1] as plus, regexp_replace(replace(number[2], '(0)', ''), '\D', '', 'g') as found
           from regexp_matches(query_text, '(?<!\d)(\+?)(\d(?:[ .()/\u00a0\u202f-]{0,2}\d){6,18})(?!\d)', 'g') number
         ) given
       ) numbered where bare <> '') as numbers
  ) asked
$$;

-- Returns letters, in lower case, that every ASCII text matching the query holds: its longest word without a figure, since numbers
-- are found in other groupings too. Empty when there are none.
create or replace function chorus_needle(query_text text) returns text
language sql immutable parallel safe
as $$
  select case when query_text ~ '^[\s0-9+().-]*$' then '' else coalesce(
    (select lexeme from unnest(tsvector_to_array(chorus_words(chorus_sought(query_text)))) lexeme
     where lexeme !~ '[0-9]' order by length(lexeme) desc limit 1), '') end
$$;

-- Finds conversations whose contact, or one of whose messages, holds every word of a query.
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
  -- The tenant's word leads the index to its rows alone. Given the column's condition beside it, a planner without statistics takes
  -- the column's index and reads every text of the workspace; so the column is tested afterwards.
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
