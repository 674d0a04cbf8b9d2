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
ALTER TABLE "projects" ADD COLUMN "sensitivity" text DEFAULT 'normal' NOT NULL;--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "signals_day" date;--> statement-breakpoint
ALTER TABLE "listening_targets" ADD CONSTRAINT "listening_targets_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signals" ADD CONSTRAINT "signals_project" FOREIGN KEY ("workspace_id","project_id") REFERENCES "public"."projects"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "listening_targets_due" ON "listening_targets" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "listening_targets_held" ON "listening_targets" USING btree ("lease_until") WHERE "listening_targets"."lease_until" is not null;--> statement-breakpoint
CREATE INDEX "signals_recent" ON "signals" USING btree ("workspace_id","project_id","created_at","id");--> statement-breakpoint
CREATE INDEX "signals_status" ON "signals" USING btree ("workspace_id","project_id","status","created_at","id");--> statement-breakpoint
CREATE INDEX "projects_signals" ON "projects" USING btree ("signals_day") WHERE "projects"."status" = 'active';