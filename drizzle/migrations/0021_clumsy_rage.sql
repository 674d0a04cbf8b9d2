CREATE TABLE "content_generations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"character_id" uuid NOT NULL,
	"job_type" text NOT NULL,
	"status" text DEFAULT 'queued' NOT NULL,
	"priority" integer NOT NULL,
	"prompt" text NOT NULL,
	"negative_prompt" text,
	"generation_settings" jsonb NOT NULL,
	"batch_size" integer NOT NULL,
	"generated_content_ids" uuid[] DEFAULT '{}' NOT NULL,
	"success_count" integer DEFAULT 0 NOT NULL,
	"failure_count" integer DEFAULT 0 NOT NULL,
	"error_message" text,
	"retry_count" integer DEFAULT 0 NOT NULL,
	"max_retries" integer NOT NULL,
	"started_at" timestamp (3) with time zone,
	"completed_at" timestamp (3) with time zone,
	"duration_seconds" integer,
	"created_by" uuid,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "content_generations_tenant" UNIQUE("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "generation_items" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"generation_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"priority" integer NOT NULL,
	"status" text DEFAULT 'queued' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"due_at" timestamp (3) with time zone,
	"asked_at" timestamp (3) with time zone,
	"may_ask_again" boolean DEFAULT false NOT NULL,
	"medium_id" uuid,
	"content_id" uuid,
	"error" text,
	"cost_micros" bigint DEFAULT 0 NOT NULL,
	"credits" integer DEFAULT 0 NOT NULL,
	"started_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "generation_items_place" UNIQUE("workspace_id","generation_id","position")
);
--> statement-breakpoint
ALTER TABLE "character_appearances" ADD COLUMN "likeness_right" text;--> statement-breakpoint
ALTER TABLE "content" ADD COLUMN "prompt" text;--> statement-breakpoint
ALTER TABLE "content" ADD COLUMN "negative_prompt" text;--> statement-breakpoint
ALTER TABLE "content" ADD COLUMN "generation_settings" jsonb;--> statement-breakpoint
ALTER TABLE "content" ADD COLUMN "generation_time_seconds" integer;--> statement-breakpoint
ALTER TABLE "content_generations" ADD CONSTRAINT "content_generations_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "content_generations" ADD CONSTRAINT "content_generations_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "content_generations" ADD CONSTRAINT "content_generations_of" FOREIGN KEY ("workspace_id","character_id") REFERENCES "public"."characters"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "generation_items" ADD CONSTRAINT "generation_items_of" FOREIGN KEY ("workspace_id","generation_id") REFERENCES "public"."content_generations"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "content_generations_recent" ON "content_generations" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
CREATE INDEX "content_generations_character" ON "content_generations" USING btree ("workspace_id","character_id","created_at","id");--> statement-breakpoint
CREATE INDEX "content_generations_status" ON "content_generations" USING btree ("workspace_id","status","created_at","id");--> statement-breakpoint
CREATE INDEX "content_generations_type" ON "content_generations" USING btree ("workspace_id","job_type","created_at","id");--> statement-breakpoint
CREATE INDEX "generation_items_next" ON "generation_items" USING btree ("workspace_id","priority","created_at","position") WHERE "generation_items"."due_at" is not null;--> statement-breakpoint
CREATE INDEX "generation_items_due" ON "generation_items" USING btree ("due_at") WHERE "generation_items"."due_at" is not null;