CREATE TABLE "post_batches" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"name" text NOT NULL,
	"status" text DEFAULT 'running' NOT NULL,
	"total_posts" integer DEFAULT 0 NOT NULL,
	"completed_posts" integer DEFAULT 0 NOT NULL,
	"failed_posts" integer DEFAULT 0 NOT NULL,
	"created_by" uuid,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "post_batches_tenant" UNIQUE("workspace_id","id")
);
--> statement-breakpoint
ALTER TABLE "production_posts" ADD COLUMN "ai_body_alternatives" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "production_posts" ADD COLUMN "batch_id" uuid;--> statement-breakpoint
ALTER TABLE "production_posts" ADD COLUMN "batch_status" text;--> statement-breakpoint
ALTER TABLE "production_posts" ADD COLUMN "batch_error" text;--> statement-breakpoint
ALTER TABLE "production_posts" ADD COLUMN "batch_due_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "production_posts" ADD COLUMN "batch_attempts" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "production_posts" ADD COLUMN "batch_cost_micros" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "post_batches" ADD CONSTRAINT "post_batches_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "post_batches" ADD CONSTRAINT "post_batches_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "post_batches_recent" ON "post_batches" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
ALTER TABLE "production_posts" ADD CONSTRAINT "production_posts_of_batch" FOREIGN KEY ("workspace_id","batch_id") REFERENCES "public"."post_batches"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "production_posts_batch" ON "production_posts" USING btree ("workspace_id","batch_id");--> statement-breakpoint
CREATE INDEX "production_posts_batch_due" ON "production_posts" USING btree ("batch_due_at") WHERE "production_posts"."batch_status" = 'waiting';