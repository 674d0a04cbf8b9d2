-- Returns a text with the words that people look for it by and that Postgres does not see in it: the numbers of `FAC-2026-1234`, whose
-- hyphens it takes for minus signs; the words within an address; each number of seven digits or more, however it is grouped (see
-- `chorus_telephones`). Stored columns are made by it: whoever changes it makes them anew, as below.
create or replace function chorus_told(value text) returns text
language sql immutable parallel safe
return regexp_replace(value, '-(?=\d)', ' ', 'g')
  || coalesce((
    select ' ' || string_agg(regexp_replace(address[1], '[^[:alnum:]]+', ' ', 'g'), ' ')
    from regexp_matches(value,
      '\S*(?:[[:alpha:]][@._/:][[:alnum:]]|[[:alnum:]][@._/:][[:alpha:]])\S*', 'g') address), '')
  || chorus_telephones(value);
--> statement-breakpoint
-- The words of names and messages are those of before, since they had each number already.
create or replace function chorus_words(value text) returns tsvector
language sql immutable parallel safe
return to_tsvector('pg_catalog.simple'::regconfig,
  regexp_replace(normalize(chorus_told(left(coalesce(value, ''), 8000)), NFD), '[\u0300-\u036f]', '', 'g'));
--> statement-breakpoint
ALTER TABLE "knowledge_chunks" DROP COLUMN "tsv";--> statement-breakpoint
ALTER TABLE "knowledge_chunks" ADD COLUMN "tsv" "tsvector" GENERATED ALWAYS AS (case "knowledge_chunks"."lang_code"
        when 'en' then to_tsvector('pg_catalog.english', chorus_told(coalesce("knowledge_chunks"."heading", '') || ' ' || "knowledge_chunks"."content"))
        when 'fr' then to_tsvector('pg_catalog.french', chorus_told(coalesce("knowledge_chunks"."heading", '') || ' ' || "knowledge_chunks"."content"))
        when 'es' then to_tsvector('pg_catalog.spanish', chorus_told(coalesce("knowledge_chunks"."heading", '') || ' ' || "knowledge_chunks"."content"))
        else to_tsvector('pg_catalog.simple', chorus_told(coalesce("knowledge_chunks"."heading", '') || ' ' || "knowledge_chunks"."content"))
      end) STORED;--> statement-breakpoint
CREATE INDEX "knowledge_chunks_words" ON "knowledge_chunks" USING gin ("workspace_id","tsv");--> statement-breakpoint
ALTER TABLE "faq_qa" DROP COLUMN "tsv";--> statement-breakpoint
ALTER TABLE "faq_qa" ADD COLUMN "tsv" "tsvector" GENERATED ALWAYS AS (case "faq_qa"."lang_code"
        when 'en' then to_tsvector('pg_catalog.english', chorus_told("faq_qa"."question" || ' ' || "faq_qa"."answer"))
        when 'fr' then to_tsvector('pg_catalog.french', chorus_told("faq_qa"."question" || ' ' || "faq_qa"."answer"))
        when 'es' then to_tsvector('pg_catalog.spanish', chorus_told("faq_qa"."question" || ' ' || "faq_qa"."answer"))
        else to_tsvector('pg_catalog.simple', chorus_told("faq_qa"."question" || ' ' || "faq_qa"."answer"))
      end) STORED;--> statement-breakpoint
CREATE INDEX "faq_qa_words" ON "faq_qa" USING gin ("workspace_id","tsv");
