-- A text with the words that people look for it by and that Postgres does not see in it: the numbers of `FAC-2026-1234`, whose
-- hyphens it takes for minus signs; the words within an address; a telephone number by its last seven digits, however it is
-- grouped. Stored columns and indexes are made by it: whoever changes it makes them anew, as below.
create function chorus_told(value text) returns text
language sql immutable parallel safe
return regexp_replace(value, '-(?=\d)', ' ', 'g')
  || coalesce((
    select ' ' || string_agg(regexp_replace(address[1], '[^[:alnum:]]+', ' ', 'g'), ' ')
    from regexp_matches(value,
      '\S*(?:[[:alpha:]][@._/:][[:alnum:]]|[[:alnum:]][@._/:][[:alpha:]])\S*', 'g') address), '')
  || coalesce((
    select ' ' || string_agg(right(regexp_replace(number[1], '\D', '', 'g'), 7), ' ')
    from regexp_matches(value, '(\d(?:[ .()/\u00a0\u202f-]{0,2}\d){6,18})', 'g') number), '');
--> statement-breakpoint
-- What is looked for, in the same words: of a telephone number its last seven digits alone.
create function chorus_sought(value text) returns text
language sql immutable parallel safe
return regexp_replace(
    regexp_replace(value, '\+?\d(?:[ .()/\u00a0\u202f-]{0,2}\d){6,18}', ' ', 'g'), '-(?=\d)', ' ', 'g')
  || coalesce((
    select ' ' || string_agg(right(regexp_replace(number[1], '\D', '', 'g'), 7), ' ')
    from regexp_matches(value, '(\d(?:[ .()/\u00a0\u202f-]{0,2}\d){6,18})', 'g') number), '');
--> statement-breakpoint
create or replace function chorus_words(value text) returns tsvector
language sql immutable parallel safe
return to_tsvector('pg_catalog.simple'::regconfig,
  regexp_replace(normalize(chorus_told(left(coalesce(value, ''), 8000)), NFD), '[\u0300-\u036f]', '', 'g'));
--> statement-breakpoint
do $$
declare made record;
begin
  for made in select format('%I.%I', schemaname, indexname) as name from pg_indexes
    where schemaname = current_schema() and indexdef like '%chorus\_tenant\_words(%' loop
    execute 'reindex index ' || made.name;
  end loop;
end $$;
--> statement-breakpoint
ALTER TABLE "faq_qa" drop column "tsv";--> statement-breakpoint
ALTER TABLE "faq_qa" ADD COLUMN "tsv" "tsvector" GENERATED ALWAYS AS (case "faq_qa"."lang_code"
        when 'en' then to_tsvector('pg_catalog.english', chorus_told("faq_qa"."question" || ' ' || "faq_qa"."answer"))
        when 'fr' then to_tsvector('pg_catalog.french', chorus_told("faq_qa"."question" || ' ' || "faq_qa"."answer"))
        when 'es' then to_tsvector('pg_catalog.spanish', chorus_told("faq_qa"."question" || ' ' || "faq_qa"."answer"))
        else to_tsvector('pg_catalog.simple', chorus_told("faq_qa"."question" || ' ' || "faq_qa"."answer"))
      end) STORED;--> statement-breakpoint
ALTER TABLE "knowledge_chunks" drop column "tsv";--> statement-breakpoint
ALTER TABLE "knowledge_chunks" ADD COLUMN "tsv" "tsvector" GENERATED ALWAYS AS (case "knowledge_chunks"."lang_code"
        when 'en' then to_tsvector('pg_catalog.english', chorus_told(coalesce("knowledge_chunks"."heading", '') || ' ' || "knowledge_chunks"."content"))
        when 'fr' then to_tsvector('pg_catalog.french', chorus_told(coalesce("knowledge_chunks"."heading", '') || ' ' || "knowledge_chunks"."content"))
        when 'es' then to_tsvector('pg_catalog.spanish', chorus_told(coalesce("knowledge_chunks"."heading", '') || ' ' || "knowledge_chunks"."content"))
        else to_tsvector('pg_catalog.simple', chorus_told(coalesce("knowledge_chunks"."heading", '') || ' ' || "knowledge_chunks"."content"))
      end) STORED;--> statement-breakpoint
CREATE INDEX "faq_qa_words" ON "faq_qa" USING gin ("workspace_id","tsv");--> statement-breakpoint
CREATE INDEX "knowledge_chunks_words" ON "knowledge_chunks" USING gin ("workspace_id","tsv");--> statement-breakpoint
ALTER TABLE "knowledge_chunks" ADD COLUMN "blocks" jsonb;--> statement-breakpoint
ALTER TABLE "knowledge_documents" ADD COLUMN "reader_version" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "knowledge_documents" ADD COLUMN "unread" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
CREATE INDEX "knowledge_documents_reader" ON "knowledge_documents" USING btree ("reader_version") WHERE "knowledge_documents"."status" = 'indexed';