-- Returns what is looked for in knowledge, in the words that `chorus_told` writes. A number of seven digits or more is one word, whole: its
-- digits without zeros in front, which the end of a longer number matches too. The words `tel…` match a text with just that number, and, of a
-- number that may begin with a country's prefix, one that is written without it; `match_knowledge` holds nothing against a text without them.
create or replace function chorus_sought(value text) returns text
language sql immutable parallel safe
as $$
  select regexp_replace(
      regexp_replace(value, '(?<!\d)\+?\d(?:[ .()/\u00a0\u202f-]{0,2}\d){6,18}(?!\d)', ' ', 'g'), '-(?=\d)', ' ', 'g')
    || coalesce((
      select string_agg(
        ' ' || case when length(bare) < 7 then found else bare end || ' tel' || bare || coalesce((
          select string_agg(' tel' || substr(bare, n + 1), '') from generate_series(1, 3) n
          where prefixed and length(bare) - n >= 7), ''), '')
      from (
        select found, ltrim(found, '0') as bare,
          plus <> '' or found like '00%' or (found not like '0%' and length(found) >= 11) as prefixed
        from (
          select number[1] as plus, regexp_replace(replace(number[2], '(0)', ''), '\D', '', 'g') as found
          from regexp_matches(value, '(?<!\d)(\+?)(\d(?:[ .()/\u00a0\u202f-]{0,2}\d){6,18})(?!\d)', 'g') number
        ) given
      ) numbered), '')
$$;
