-- The telephone numbers of a text, however they are grouped: the whole of each without its trunk zero or 00 as one word, and each
-- of its ends of seven digits or more, so that it is found with and without the country's prefix.
create function chorus_telephones(value text) returns text
language sql immutable parallel safe
return coalesce((
  select string_agg(' tel' || bare || coalesce((select string_agg(' ' || right(bare, n), '') from generate_series(7, length(bare)) n), ''), '')
  from (
    select ltrim(regexp_replace(replace(number[1], '(0)', ''), '\D', '', 'g'), '0') as bare
    from regexp_matches(value, '(?<!\d)(\d(?:[ .()/\u00a0\u202f-]{0,2}\d){6,18})(?!\d)', 'g') number
  ) numbers), '');
--> statement-breakpoint
create or replace function chorus_words(value text) returns tsvector
language sql immutable parallel safe
return to_tsvector('pg_catalog.simple'::regconfig,
  regexp_replace(normalize(chorus_told(left(coalesce(value, ''), 8000)) || chorus_telephones(left(coalesce(value, ''), 8000)), NFD),
    '[\u0300-\u036f]', '', 'g'));
--> statement-breakpoint
do $$
declare made record;
begin
  for made in select format('%I.%I', schemaname, indexname) as name from pg_indexes
    where schemaname = current_schema() and indexdef like '%chorus\_tenant\_words(%' loop
    execute 'reindex index ' || made.name;
  end loop;
end $$;
