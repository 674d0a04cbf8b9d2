-- Of the contrib modules, and trusted: a database's owner may make it.
create extension if not exists btree_gin;--> statement-breakpoint
DROP INDEX "faq_qa_tsv";--> statement-breakpoint
DROP INDEX "knowledge_chunks_tsv";--> statement-breakpoint
CREATE INDEX "faq_qa_words" ON "faq_qa" USING gin ("workspace_id","tsv");--> statement-breakpoint
CREATE INDEX "knowledge_chunks_words" ON "knowledge_chunks" USING gin ("workspace_id","tsv");