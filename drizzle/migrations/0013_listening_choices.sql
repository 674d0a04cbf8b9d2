CREATE TABLE "project_left_out" (
	"workspace_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"post_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"posted_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "project_left_out_pair" PRIMARY KEY("workspace_id","project_id","post_id")
);
--> statement-breakpoint
CREATE TABLE "project_muted_authors" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"platform" text NOT NULL,
	"username" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "posts" ADD COLUMN "corrected_polarity" text;--> statement-breakpoint
ALTER TABLE "project_left_out" ADD CONSTRAINT "project_left_out_project" FOREIGN KEY ("workspace_id","project_id") REFERENCES "public"."projects"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "project_left_out" ADD CONSTRAINT "project_left_out_of" FOREIGN KEY ("workspace_id","post_id") REFERENCES "public"."posts"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "project_muted_authors" ADD CONSTRAINT "project_muted_authors_project" FOREIGN KEY ("workspace_id","project_id") REFERENCES "public"."projects"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "project_left_out_recent" ON "project_left_out" USING btree ("workspace_id","project_id","posted_at","post_id");--> statement-breakpoint
CREATE INDEX "project_left_out_post" ON "project_left_out" USING btree ("workspace_id","post_id");--> statement-breakpoint
CREATE UNIQUE INDEX "project_muted_authors_name" ON "project_muted_authors" USING btree ("workspace_id","project_id","platform",lower("username"));--> statement-breakpoint
CREATE INDEX "project_muted_authors_recent" ON "project_muted_authors" USING btree ("workspace_id","project_id","created_at","id");