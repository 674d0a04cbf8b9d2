-- Of the contrib modules, and trusted: a database's owner may make it.
create extension if not exists pg_trgm;
--> statement-breakpoint
-- What a search of a list looks in, one part a line, so that nothing is found across two of them.
create function chorus_lines(variadic parts text[]) returns text
language sql immutable parallel safe
as $$ select array_to_string(parts, E'\n') $$;
--> statement-breakpoint
create index knowledge_documents_letters on knowledge_documents
  using gin (workspace_id, chorus_lines(title, file_name, source_url) gin_trgm_ops);
--> statement-breakpoint
create index faq_qa_letters on faq_qa
  using gin (workspace_id, chorus_lines(variadic array[question, answer] || keywords) gin_trgm_ops);
