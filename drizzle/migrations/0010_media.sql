CREATE TABLE "media" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"mime_type" text NOT NULL,
	"file_name" text NOT NULL,
	"size_bytes" integer NOT NULL,
	"width" integer,
	"height" integer,
	"sha256" text NOT NULL,
	"alt_text" text,
	"object_name" text NOT NULL,
	"removed_at" timestamp (3) with time zone,
	"created_by" uuid,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "media_tenant" UNIQUE("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "scheduled_post_media" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"scheduled_post_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"media_id" uuid NOT NULL,
	"alt_text" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "scheduled_post_media_position" UNIQUE("workspace_id","scheduled_post_id","position")
);
--> statement-breakpoint
ALTER TABLE "conversation_messages" ADD COLUMN "details" jsonb;--> statement-breakpoint
ALTER TABLE "conversation_messages" ADD COLUMN "note" text;--> statement-breakpoint
ALTER TABLE "message_media" ADD COLUMN "width" integer;--> statement-breakpoint
ALTER TABLE "message_media" ADD COLUMN "height" integer;--> statement-breakpoint
ALTER TABLE "message_media" ADD COLUMN "media_id" uuid;--> statement-breakpoint
ALTER TABLE "media" ADD CONSTRAINT "media_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "media" ADD CONSTRAINT "media_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scheduled_post_media" ADD CONSTRAINT "scheduled_post_media_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scheduled_post_media" ADD CONSTRAINT "scheduled_post_media_post" FOREIGN KEY ("workspace_id","scheduled_post_id") REFERENCES "public"."scheduled_posts"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scheduled_post_media" ADD CONSTRAINT "scheduled_post_media_media" FOREIGN KEY ("workspace_id","media_id") REFERENCES "public"."media"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "media_recent" ON "media" USING btree ("workspace_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "scheduled_post_media_medium" ON "scheduled_post_media" USING btree ("workspace_id","media_id");--> statement-breakpoint
ALTER TABLE "message_media" ADD CONSTRAINT "message_media_media" FOREIGN KEY ("workspace_id","media_id") REFERENCES "public"."media"("workspace_id","id") ON DELETE no action ON UPDATE no action;