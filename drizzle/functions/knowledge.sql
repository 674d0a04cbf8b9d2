-- Searches documents and FAQs. Row-level security keeps `@@` from its GIN index: so the function runs as
-- chorus_system, and takes the tenant from the transaction, never from an argument. For the weights and the figures
-- behind them see docs/retrieval.md. A document's passages are found in any state: passages of its former text
-- until others replace them.
create or replace function match_knowledge(
  query_embedding vector(1536), query_model text, query_text text, query_language text, match_count int
) returns table (
  kind text, id uuid, document_id uuid, faq_id uuid, title text, heading text, content text, start_char int, end_char int,
  score double precision
)
-- Planned once for a connection: planning takes longer than a small workspace's search. Tenants differ in size, not in plan.
language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
declare
  tenant constant uuid := chorus_workspace_id();
  -- Number of results that each half ranks: lower places add next to nothing to the sum below.
  depth constant int := match_count * 4;
begin
  return query
  with by_meaning as (
    -- Scores are relative to the nearest: models differ in how near anything ever gets.
    select n.kind, n.id, row_number() over (order by n.distance, n.id) as rank,
           greatest(0, 1 - n.distance) / greatest(1e-9, max(1 - n.distance) over ()) as share
    from (
      (select 'chunk' as kind, c.id, c.embedding <=> query_embedding as distance from knowledge_chunks c
       where c.workspace_id = tenant and c.embedding_model = query_model
         and (query_language is null or c.lang_code = query_language)
       order by distance limit depth)
      union all
      (select 'faq', f.id, f.embedding <=> query_embedding as distance from faq_qa f
       where f.workspace_id = tenant and f.enabled and f.embedding_model = query_model
         and (query_language is null or f.lang_code = query_language)
       order by distance limit depth)
    ) n
    order by n.distance, n.id limit depth
  ),
  -- Three words are too few to tell a question's language: every dictionary cuts the question, while each text was cut by one.
  -- Ignore words that any of the dictionaries leaves out: the French “des” is no word to look for in any language.
  said as materialized (
    select w.lexeme, w.position
    from (
      select l.lexeme, position, count(*) over (partition by position) as dictionaries
      from unnest(array['english', 'french', 'spanish', 'simple']::regconfig[]) dictionary,
        unnest(to_tsvector(dictionary, query_text)) l, unnest(l.positions) position
    ) w
    where w.dictionaries = 4
  ),
  lexemes as materialized (
    -- Quoted as a tsquery is, which is not as a string is.
    select s.lexeme, ('''' || replace(replace(s.lexeme, '\', '\\'), '''', '''''') || '''')::tsquery as query
    from said s group by s.lexeme
  ),
  hits as materialized (
    select 'chunk' as kind, c.id, l.lexeme from lexemes l join knowledge_chunks c on c.tsv @@ l.query
    where c.workspace_id = tenant and (query_language is null or c.lang_code = query_language)
    union all
    select 'faq', f.id, l.lexeme from lexemes l join faq_qa f on f.tsv @@ l.query
    where f.workspace_id = tenant and f.enabled and (query_language is null or f.lang_code = query_language)
  ),
  size as materialized (
    select (select coalesce(sum(d.chunk_count), 0) from knowledge_documents d where d.workspace_id = tenant)
         + (select count(*) from faq_qa f where f.workspace_id = tenant) as texts
  ),
  -- Weigh a word more, the fewer of the workspace's texts hold it (BM25: Robertson and Zaragoza, 2009).
  weights as materialized (
    select h.lexeme, ln(1 + (greatest(s.texts - count(*), 0) + 0.5) / (count(*) + 0.5))::double precision as weight
    from hits h, size s group by h.lexeme, s.texts
  ),
  -- Compute the weight of a text that holds every word.
  whole as materialized (
    select sum(p.weight) as weight
    from (
      -- Of a number's words (`chorus_sought`) one is enough: `tel…` counts only where some text has just that number.
      select coalesce(max(w.weight), case
        when bool_and(s.lexeme ~ '^tel[0-9]+$') then 0
        when bool_and(s.lexeme ~ '^[0-9]{7,}$') and exists (select from weights n where n.lexeme ~ '^tel[0-9]+$') then 0
        else (select ln(2 + 2 * z.texts)::double precision from size z) end) as weight
      from said s left join weights w on w.lexeme = s.lexeme
      group by s.position
    ) p
  ),
  -- Counting a word in a text reads the text: so read only the best by the words that they hold.
  likely as materialized (
    select h.kind, h.id from hits h join weights w on w.lexeme = h.lexeme
    group by h.kind, h.id order by sum(w.weight) desc, h.id limit depth * 5
  ),
  likely_texts as (
    select r.kind, r.id, c.tsv from likely r join knowledge_chunks c on c.id = r.id where r.kind = 'chunk'
    union all
    select r.kind, r.id, f.tsv from likely r join faq_qa f on f.id = r.id where r.kind = 'faq'
  ),
  -- Scores are relative to the whole: holding one of a question's five words is little.
  by_words as (
    select t.kind, t.id, least(1, coalesce(t.weight / h.weight, 1)) as share
    from whole h, (
      -- BM25's saturation with k1 = 1.2: a word's second occurrence tells less than the first.
      select r.kind, r.id, sum(w.weight * 2.2 * cardinality(u.positions) / (cardinality(u.positions) + 1.2)) as weight
      from likely_texts r, unnest(r.tsv) u join weights w on w.lexeme = u.lexeme
      group by r.kind, r.id
    ) t
    order by t.weight desc, t.id limit depth
  ),
  -- Both halves weigh the same (a convex combination: Bruch, Gai and Ingber, TOIS 2023); of equal sums the one with more of the words is first.
  fused as materialized (
    select r.kind, r.id, row_number() over (order by sum(r.share) desc, sum(r.share) filter (where r.rank is null) desc nulls last, min(r.rank), r.id) as place
    from (
      select m.kind, m.id, m.rank, m.share from by_meaning m
      union all
      select w.kind, w.id, null, w.share from by_words w
    ) r
    group by r.kind, r.id order by place limit match_count
  )
  select s.kind, s.id, s.document_id, s.faq_id, s.title, s.heading, s.content, s.start_char, s.end_char, s.score
  from (
    select r.kind, c.id, c.document_id, null::uuid as faq_id, d.title, c.heading, c.content, c.start_char, c.end_char,
           case c.embedding_model when query_model then greatest(0, 1 - (c.embedding <=> query_embedding)) else 0 end as score,
           r.place
    from fused r
    join knowledge_chunks c on c.id = r.id and c.workspace_id = tenant
    join knowledge_documents d on d.id = c.document_id and d.workspace_id = tenant
    where r.kind = 'chunk'
    union all
    select r.kind, f.id, null, f.id, f.question, null, f.answer, 0, char_length(f.answer),
           case f.embedding_model when query_model then greatest(0, 1 - (f.embedding <=> query_embedding)) else 0 end,
           r.place
    from fused r
    join faq_qa f on f.id = r.id and f.workspace_id = tenant
    where r.kind = 'faq'
  ) s
  order by s.place;
end $$;

-- Finds documents, and entries of the FAQ, that match a pattern of `ilike`. They run as chorus_system for the reason above.
create or replace function match_documents(pattern text) returns table (id uuid)
language sql stable security definer set search_path = public, pg_temp
as $$
  select d.id from knowledge_documents d
  where d.workspace_id = chorus_workspace_id() and chorus_lines(d.title, d.file_name, d.source_url) ilike pattern
$$;

create or replace function match_faqs(pattern text) returns table (id uuid)
language sql stable security definer set search_path = public, pg_temp
as $$
  select f.id from faq_qa f
  where f.workspace_id = chorus_workspace_id() and chorus_lines(variadic array[f.question, f.answer] || f.keywords) ilike pattern
$$;

grant create on schema public to chorus_system;
alter function match_knowledge(vector, text, text, text, int) owner to chorus_system;
alter function match_documents(text) owner to chorus_system;
alter function match_faqs(text) owner to chorus_system;
revoke create on schema public from chorus_system;
revoke all on function match_knowledge(vector, text, text, text, int), match_documents(text), match_faqs(text) from public;
grant execute on function match_knowledge(vector, text, text, text, int), match_documents(text), match_faqs(text) to chorus_app, chorus_system;
