ALTER TABLE "ai_decisions" DROP CONSTRAINT "ai_decisions_message";--> statement-breakpoint
ALTER TABLE "ai_decisions" ADD COLUMN "superseded" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "consent_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "recipient_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "name_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "handle_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE UNIQUE INDEX "ai_decisions_message" ON "ai_decisions" USING btree ("workspace_id","message_id") WHERE not "ai_decisions"."superseded";--> statement-breakpoint
UPDATE "conversations" SET "consent_at" = "opted_out_at" WHERE "opted_out_at" IS NOT NULL;
