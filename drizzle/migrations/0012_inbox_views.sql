CREATE TABLE "saved_filters" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"name" text NOT NULL,
	"query" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
DROP INDEX "conversations_open";--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "settled_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "waiting" boolean GENERATED ALWAYS AS (last_inbound_at is not null and (settled_at is null or settled_at < last_inbound_at)) STORED NOT NULL;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "snoozed_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "snoozed_by" uuid;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "language" text;--> statement-breakpoint
ALTER TABLE "saved_filters" ADD CONSTRAINT "saved_filters_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "saved_filters_name" ON "saved_filters" USING btree ("workspace_id",lower("name"));--> statement-breakpoint
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_snoozed_by_users_id_fk" FOREIGN KEY ("snoozed_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "conversations_unassigned" ON "conversations" USING btree ("workspace_id","last_message_at","id") WHERE "conversations"."status" <> 'archived' and "conversations"."snoozed_until" is null and not "conversations"."held";--> statement-breakpoint
CREATE INDEX "conversations_waiting" ON "conversations" USING btree ("workspace_id","last_message_at","id") WHERE "conversations"."status" <> 'archived' and "conversations"."snoozed_until" is null and "conversations"."waiting";--> statement-breakpoint
CREATE INDEX "conversations_snoozed" ON "conversations" USING btree ("workspace_id","last_message_at","id") WHERE "conversations"."snoozed_until" is not null;--> statement-breakpoint
CREATE INDEX "conversations_to_wake" ON "conversations" USING btree ("snoozed_until") WHERE "conversations"."snoozed_until" is not null;--> statement-breakpoint
CREATE INDEX "conversations_of_platform" ON "conversations" USING btree ("workspace_id","platform","last_message_at","id");--> statement-breakpoint
CREATE INDEX "conversations_of_language" ON "conversations" USING btree ("workspace_id","language","last_message_at","id");--> statement-breakpoint
CREATE INDEX "conversations_open" ON "conversations" USING btree ("workspace_id","last_message_at","id") WHERE "conversations"."status" <> 'archived' and "conversations"."snoozed_until" is null;--> statement-breakpoint
UPDATE "conversations" c SET "settled_at" = (
	SELECT max(m."sent_at") FROM "conversation_messages" m
	WHERE m."workspace_id" = c."workspace_id" AND m."conversation_id" = c."id" AND m."notice" IS NULL AND m."message_type" NOT IN ('reaction', 'system')
		AND (m."direction" = 'outbound' AND m."status" = 'sent' OR m."direction" = 'inbound' AND m."triage" = 'ignore'));
