-- Documents, and entries of the FAQ, that hold a pattern of `ilike`. Why these run as chorus_system stands in 0002_house.sql.
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
alter function match_documents(text) owner to chorus_system;
alter function match_faqs(text) owner to chorus_system;
revoke create on schema public from chorus_system;
revoke all on function match_documents(text), match_faqs(text) from public;
grant execute on function match_documents(text), match_faqs(text) to chorus_app, chorus_system;
