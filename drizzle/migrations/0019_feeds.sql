CREATE TABLE "project_feeds" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"url" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "project_feeds_url" UNIQUE("workspace_id","project_id","url")
);
--> statement-breakpoint
ALTER TABLE "listening_targets" ADD COLUMN "validators" jsonb;--> statement-breakpoint
ALTER TABLE "project_feeds" ADD CONSTRAINT "project_feeds_project" FOREIGN KEY ("workspace_id","project_id") REFERENCES "public"."projects"("workspace_id","id") ON DELETE cascade ON UPDATE no action;