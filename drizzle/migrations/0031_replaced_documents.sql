ALTER TABLE "knowledge_documents" ADD COLUMN "title_chosen" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "knowledge_documents" ADD COLUMN "indexed_name" text;--> statement-breakpoint
-- Whether a person gave a title was not noted before: one that was shown stays.
update knowledge_documents set
  title_chosen = source = 'text' or status = 'indexed',
  indexed_name = case status when 'indexed' then object_name end;
