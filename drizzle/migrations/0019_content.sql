CREATE TABLE "content" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"character_id" uuid NOT NULL,
	"content_type" text NOT NULL,
	"content_category" text,
	"is_nsfw" boolean DEFAULT false NOT NULL,
	"media_id" uuid,
	"text" text,
	"sha256" text NOT NULL,
	"perceptual_hash" bit(64),
	"duplicate_of" uuid,
	"thumbnail_path" text,
	"thumbnail_size" integer,
	"origin" text DEFAULT 'uploaded' NOT NULL,
	"quality_score" numeric(3, 2) NOT NULL,
	"quality" jsonb NOT NULL,
	"approval_status" text DEFAULT 'pending' NOT NULL,
	"is_approved" boolean GENERATED ALWAYS AS (approval_status = 'approved') STORED NOT NULL,
	"rejection_reason" text,
	"decided_by" text,
	"decided_at" timestamp (3) with time zone,
	"times_used" integer DEFAULT 0 NOT NULL,
	"last_used_at" timestamp (3) with time zone,
	"removed_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "content_tenant" UNIQUE("workspace_id","id"),
	CONSTRAINT "content_media" UNIQUE("workspace_id","media_id")
);
--> statement-breakpoint
ALTER TABLE "workspaces" ADD COLUMN "age_confirmed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "media" ADD COLUMN "duration" integer;--> statement-breakpoint
ALTER TABLE "content" ADD CONSTRAINT "content_of" FOREIGN KEY ("workspace_id","character_id") REFERENCES "public"."characters"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "content" ADD CONSTRAINT "content_of_media" FOREIGN KEY ("workspace_id","media_id") REFERENCES "public"."media"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "content_recent" ON "content" USING btree ("workspace_id","created_at","id") WHERE "content"."removed_at" is null;--> statement-breakpoint
CREATE INDEX "content_status" ON "content" USING btree ("workspace_id","approval_status","created_at","id") WHERE "content"."removed_at" is null;--> statement-breakpoint
CREATE INDEX "content_type" ON "content" USING btree ("workspace_id","content_type","created_at","id") WHERE "content"."removed_at" is null;--> statement-breakpoint
CREATE INDEX "content_character" ON "content" USING btree ("workspace_id","character_id","created_at","id") WHERE "content"."removed_at" is null;--> statement-breakpoint
CREATE INDEX "content_hash" ON "content" USING btree ("workspace_id","sha256");