ALTER TABLE "conversation_messages" DROP CONSTRAINT "conversation_messages_platform";--> statement-breakpoint
DROP INDEX "conversation_messages_receipt";--> statement-breakpoint
DROP INDEX "conversation_messages_unsent";--> statement-breakpoint
DROP INDEX "conversation_messages_troubled";--> statement-breakpoint
DROP INDEX "conversation_messages_one_answer";--> statement-breakpoint
DROP INDEX "webhook_deliveries_recent";--> statement-breakpoint
ALTER TABLE "conversation_messages" ADD COLUMN "phase" text GENERATED ALWAYS AS (case when status in ('queued', 'sending', 'waiting') then 'open' when status in ('failed', 'unknown') then 'troubled'
          when status = 'cancelled' then 'cancelled' else 'settled' end) STORED NOT NULL;--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ADD COLUMN "account" jsonb;--> statement-breakpoint
CREATE INDEX "conversation_messages_unsent" ON "conversation_messages" USING btree ("workspace_id","conversation_id") WHERE "conversation_messages"."phase" = 'open';--> statement-breakpoint
CREATE INDEX "conversation_messages_troubled" ON "conversation_messages" USING btree ("workspace_id","sent_at") WHERE "conversation_messages"."direction" = 'outbound' and "conversation_messages"."phase" = 'troubled';--> statement-breakpoint
CREATE UNIQUE INDEX "conversation_messages_one_answer" ON "conversation_messages" USING btree ("workspace_id","reply_to_id") WHERE "conversation_messages"."author" = 'machine' and "conversation_messages"."phase" <> 'cancelled';--> statement-breakpoint
CREATE INDEX "webhook_deliveries_recent" ON "webhook_deliveries" USING btree ("received_at","id");--> statement-breakpoint
ALTER TABLE "conversation_messages" ADD CONSTRAINT "conversation_messages_platform" UNIQUE("workspace_id","platform_message_id","conversation_id");--> statement-breakpoint
-- Room for what changes a message soon after it was written: its claim, what receipts tell.
ALTER TABLE "conversation_messages" SET (fillfactor = 85);
