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
CREATE TABLE "listening_targets" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"platform" text NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"due_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"lease_until" timestamp (3) with time zone,
	"fence" integer DEFAULT 0 NOT NULL,
	"cursor" text,
	"seen_until" timestamp (3) with time zone,
	"newest" timestamp (3) with time zone,
	"pages" integer DEFAULT 0 NOT NULL,
	"quiet" integer DEFAULT 0 NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"last_error" text,
	"last_run_at" timestamp (3) with time zone,
	"posts_found" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "listening_targets_name" UNIQUE("workspace_id","platform","kind","name")
);
--> statement-breakpoint
CREATE TABLE "signals" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"label" text NOT NULL,
	"day" date NOT NULL,
	"numbers" jsonb NOT NULL,
	"series" jsonb NOT NULL,
	"status" text DEFAULT 'new' NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"settled_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "signals_once" UNIQUE("workspace_id","project_id","kind","subject","day")
);
--> statement-breakpoint
CREATE TABLE "macros" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"name" text NOT NULL,
	"text" text,
	"acts" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "production_posts" ADD COLUMN "ai_body_alternatives" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "production_posts" ADD COLUMN "batch_id" uuid;--> statement-breakpoint
ALTER TABLE "production_posts" ADD COLUMN "batch_status" text;--> statement-breakpoint
ALTER TABLE "production_posts" ADD COLUMN "batch_error" text;--> statement-breakpoint
ALTER TABLE "production_posts" ADD COLUMN "batch_due_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "production_posts" ADD COLUMN "batch_attempts" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "production_posts" ADD COLUMN "batch_cost_micros" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "fields" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "merged_into" uuid;--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "sensitivity" text DEFAULT 'normal' NOT NULL;--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "signals_day" date;--> statement-breakpoint
ALTER TABLE "post_batches" ADD CONSTRAINT "post_batches_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "post_batches" ADD CONSTRAINT "post_batches_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "listening_targets" ADD CONSTRAINT "listening_targets_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signals" ADD CONSTRAINT "signals_project" FOREIGN KEY ("workspace_id","project_id") REFERENCES "public"."projects"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "macros" ADD CONSTRAINT "macros_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "post_batches_recent" ON "post_batches" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
CREATE INDEX "listening_targets_due" ON "listening_targets" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "listening_targets_held" ON "listening_targets" USING btree ("lease_until") WHERE "listening_targets"."lease_until" is not null;--> statement-breakpoint
CREATE INDEX "signals_recent" ON "signals" USING btree ("workspace_id","project_id","created_at","id");--> statement-breakpoint
CREATE INDEX "signals_status" ON "signals" USING btree ("workspace_id","project_id","status","created_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "macros_name" ON "macros" USING btree ("workspace_id",lower("name"));--> statement-breakpoint
ALTER TABLE "production_posts" ADD CONSTRAINT "production_posts_of_batch" FOREIGN KEY ("workspace_id","batch_id") REFERENCES "public"."post_batches"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customers_merged_into" FOREIGN KEY ("workspace_id","merged_into") REFERENCES "public"."customers"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "production_posts_batch" ON "production_posts" USING btree ("workspace_id","batch_id");--> statement-breakpoint
CREATE INDEX "production_posts_batch_due" ON "production_posts" USING btree ("batch_due_at") WHERE "production_posts"."batch_status" = 'waiting';--> statement-breakpoint
CREATE INDEX "contact_identities_same" ON "contact_identities" USING btree ("workspace_id","kind","value");--> statement-breakpoint
CREATE INDEX "customers_recent" ON "customers" USING btree ("workspace_id","created_at","id") WHERE "customers"."merged_into" is null;--> statement-breakpoint
CREATE INDEX "customers_merged" ON "customers" USING btree ("workspace_id","merged_into") WHERE "customers"."merged_into" is not null;--> statement-breakpoint
CREATE INDEX "customers_handle" ON "customers" USING btree ("workspace_id",lower("handle"));--> statement-breakpoint
CREATE INDEX "projects_signals" ON "projects" USING btree ("signals_day") WHERE "projects"."status" = 'active';