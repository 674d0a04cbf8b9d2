CREATE TABLE "message_media" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	"kind" text NOT NULL,
	"mime_type" text,
	"file_name" text,
	"size_bytes" integer,
	"sha256" text,
	"platform_media_id" text,
	"object_name" text,
	"status" text NOT NULL,
	"error" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"lease_until" timestamp (3) with time zone,
	"next_try_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "message_media_tenant" UNIQUE("workspace_id","id"),
	CONSTRAINT "message_media_position" UNIQUE("workspace_id","message_id","position")
);
--> statement-breakpoint
CREATE TABLE "support_escalations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"decision_id" uuid,
	"reason" text NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"note" text,
	"assigned_to" uuid,
	"resolved_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "faq_qa" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"question" text NOT NULL,
	"answer" text NOT NULL,
	"keywords" text[] DEFAULT '{}' NOT NULL,
	"lang_code" text NOT NULL,
	"enabled" boolean DEFAULT true NOT NULL,
	"tsv" "tsvector" GENERATED ALWAYS AS (case "faq_qa"."lang_code"
        when 'en' then to_tsvector('pg_catalog.english', "faq_qa"."question" || ' ' || "faq_qa"."answer")
        when 'fr' then to_tsvector('pg_catalog.french', "faq_qa"."question" || ' ' || "faq_qa"."answer")
        when 'es' then to_tsvector('pg_catalog.spanish', "faq_qa"."question" || ' ' || "faq_qa"."answer")
        else to_tsvector('pg_catalog.simple', "faq_qa"."question" || ' ' || "faq_qa"."answer")
      end) STORED,
	"embedding" vector(1536),
	"embedding_model" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "faq_qa_tenant" UNIQUE("workspace_id","id")
);
--> statement-breakpoint
ALTER TABLE "ai_settings" ADD COLUMN "disclosure" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "opted_out_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "opted_out_by" text;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "disclosed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "message_media" ADD CONSTRAINT "message_media_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_media" ADD CONSTRAINT "message_media_message" FOREIGN KEY ("workspace_id","message_id") REFERENCES "public"."conversation_messages"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support_escalations" ADD CONSTRAINT "support_escalations_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support_escalations" ADD CONSTRAINT "support_escalations_assigned_to_users_id_fk" FOREIGN KEY ("assigned_to") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support_escalations" ADD CONSTRAINT "support_escalations_conversation" FOREIGN KEY ("workspace_id","conversation_id") REFERENCES "public"."conversations"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support_escalations" ADD CONSTRAINT "support_escalations_decision" FOREIGN KEY ("workspace_id","decision_id") REFERENCES "public"."ai_decisions"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "faq_qa" ADD CONSTRAINT "faq_qa_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "message_media_pending" ON "message_media" USING btree ("next_try_at") WHERE "message_media"."status" = 'pending';--> statement-breakpoint
CREATE INDEX "support_escalations_recent" ON "support_escalations" USING btree ("workspace_id","status","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE UNIQUE INDEX "support_escalations_open" ON "support_escalations" USING btree ("workspace_id","conversation_id") WHERE "support_escalations"."status" <> 'resolved';--> statement-breakpoint
CREATE INDEX "faq_qa_recent" ON "faq_qa" USING btree ("workspace_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "faq_qa_tsv" ON "faq_qa" USING gin ("tsv");