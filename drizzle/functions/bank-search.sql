-- Searches of the bank by meaning. Exact: distances to all vectors of the workspace that pass the filters (docs/bank.md says why there is
-- no graph index). They run as chorus_system and take the tenant from the transaction, never from an argument: so the plan is the
-- tenant's index, whatever row-level security adds. Vectors of another model are never compared.
create or replace function match_viral_posts_filtered(
  query_embedding vector(1536), query_model text, filters jsonb, match_threshold double precision, match_count int
) returns table (id uuid, similarity double precision)
language plpgsql stable security definer set search_path = public, pg_temp
as $$
#variable_conflict use_column
declare
  tenant constant uuid := chorus_workspace_id();
begin
  return query
  select p.id, 1 - (p.embedding <=> query_embedding) as similarity from posts p
  where p.workspace_id = tenant and p.in_bank and p.embedding_model = query_model
    and (filters->>'authorId' is null or p.author_id = (filters->>'authorId')::uuid)
    and (filters->>'topicId' is null or p.topic_id = (filters->>'topicId')::uuid)
    and (filters->>'audienceId' is null or p.audience_id = (filters->>'audienceId')::uuid)
    and (filters->>'hookTypeId' is null or p.hook_type_id = (filters->>'hookTypeId')::uuid)
    and (filters->>'platform' is null or p.platform = filters->>'platform')
    and (filters->>'source' is null or p.source = filters->>'source')
    and (filters->>'since' is null or p.posted_at >= (filters->>'since')::timestamptz)
    and (filters->>'until' is null or p.posted_at < (filters->>'until')::timestamptz)
    and (filters->>'minEngagement' is null or p.engagement >= (filters->>'minEngagement')::bigint)
    and (filters->>'not' is null or p.id <> (filters->>'not')::uuid)
    and 1 - (p.embedding <=> query_embedding) >= match_threshold
  order by p.embedding <=> query_embedding, p.id limit match_count;
end $$;

create or replace function match_viral_posts(
  query_embedding vector(1536), query_model text, match_threshold double precision, match_count int
) returns table (id uuid, similarity double precision)
language sql stable set search_path = public, pg_temp
as $$ select * from match_viral_posts_filtered(query_embedding, query_model, '{}', match_threshold, match_count) $$;

create or replace function match_viral_posts_by_author(
  query_embedding vector(1536), query_model text, of_author uuid, match_threshold double precision, match_count int
) returns table (id uuid, similarity double precision)
language sql stable set search_path = public, pg_temp
as $$ select * from match_viral_posts_filtered(query_embedding, query_model, jsonb_build_object('authorId', of_author), match_threshold, match_count) $$;

create or replace function match_viral_posts_by_topic(
  query_embedding vector(1536), query_model text, of_topic uuid, match_threshold double precision, match_count int
) returns table (id uuid, similarity double precision)
language sql stable set search_path = public, pg_temp
as $$ select * from match_viral_posts_filtered(query_embedding, query_model, jsonb_build_object('topicId', of_topic), match_threshold, match_count) $$;

create or replace function match_topics(
  query_embedding vector(1536), query_model text, match_threshold double precision, match_count int
) returns table (id uuid, name text, similarity double precision)
language sql stable security definer set search_path = public, pg_temp
as $$
  select t.id, t.name, 1 - (t.embedding <=> query_embedding) from topics t
  where t.workspace_id = chorus_workspace_id() and t.embedding_model = query_model
    and 1 - (t.embedding <=> query_embedding) >= match_threshold
  order by t.embedding <=> query_embedding, t.id limit match_count
$$;

create or replace function match_audiences(
  query_embedding vector(1536), query_model text, match_threshold double precision, match_count int
) returns table (id uuid, name text, similarity double precision)
language sql stable security definer set search_path = public, pg_temp
as $$
  select a.id, a.name, 1 - (a.embedding <=> query_embedding) from audiences a
  where a.workspace_id = chorus_workspace_id() and a.embedding_model = query_model
    and 1 - (a.embedding <=> query_embedding) >= match_threshold
  order by a.embedding <=> query_embedding, a.id limit match_count
$$;

create or replace function match_hook_types(
  query_embedding vector(1536), query_model text, match_threshold double precision, match_count int
) returns table (id uuid, name text, similarity double precision)
language sql stable security definer set search_path = public, pg_temp
as $$
  select h.id, h.name, 1 - (h.embedding <=> query_embedding) from hook_types h
  where h.workspace_id = chorus_workspace_id() and h.embedding_model = query_model
    and 1 - (h.embedding <=> query_embedding) >= match_threshold
  order by h.embedding <=> query_embedding, h.id limit match_count
$$;

grant create on schema public to chorus_system;
alter function match_viral_posts_filtered(vector, text, jsonb, double precision, int) owner to chorus_system;
alter function match_topics(vector, text, double precision, int) owner to chorus_system;
alter function match_audiences(vector, text, double precision, int) owner to chorus_system;
alter function match_hook_types(vector, text, double precision, int) owner to chorus_system;
revoke create on schema public from chorus_system;
revoke all on function match_viral_posts_filtered(vector, text, jsonb, double precision, int), match_topics(vector, text, double precision, int),
  match_audiences(vector, text, double precision, int), match_hook_types(vector, text, double precision, int) from public;
grant execute on function match_viral_posts_filtered(vector, text, jsonb, double precision, int), match_topics(vector, text, double precision, int),
  match_audiences(vector, text, double precision, int), match_hook_types(vector, text, double precision, int) to chorus_app, chorus_system;
