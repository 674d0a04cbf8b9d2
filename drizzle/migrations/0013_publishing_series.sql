CREATE TABLE "post_series" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"text" text NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"start_local" text NOT NULL,
	"timezone" text NOT NULL,
	"rrule" text NOT NULL,
	"exdate" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"rdate" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"media" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"ends_before" timestamp (3) with time zone,
	"made_until" timestamp (3) with time zone,
	"made_count" integer DEFAULT 0 NOT NULL,
	"next_at" timestamp (3) with time zone,
	"continues" uuid,
	"created_by" uuid,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "post_series_tenant" UNIQUE("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "post_series_accounts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"series_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "post_series_accounts_account" UNIQUE("workspace_id","series_id","account_id")
);
--> statement-breakpoint
DROP INDEX "published_posts_recent";--> statement-breakpoint
ALTER TABLE "scheduled_post_accounts" ADD COLUMN "look_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "scheduled_post_accounts" ADD COLUMN "looks" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "scheduled_posts" ADD COLUMN "series_id" uuid;--> statement-breakpoint
ALTER TABLE "scheduled_posts" ADD COLUMN "occurrence" text;--> statement-breakpoint
ALTER TABLE "scheduled_posts" ADD COLUMN "detached" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "post_series" ADD CONSTRAINT "post_series_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "post_series" ADD CONSTRAINT "post_series_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "post_series_accounts" ADD CONSTRAINT "post_series_accounts_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "post_series_accounts" ADD CONSTRAINT "post_series_accounts_series" FOREIGN KEY ("workspace_id","series_id") REFERENCES "public"."post_series"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "post_series_accounts" ADD CONSTRAINT "post_series_accounts_social_account" FOREIGN KEY ("workspace_id","account_id") REFERENCES "public"."social_accounts"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "post_series_recent" ON "post_series" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
CREATE INDEX "post_series_upcoming" ON "post_series" USING btree ("workspace_id","next_at") WHERE "post_series"."status" = 'active';--> statement-breakpoint
CREATE INDEX "post_series_to_make" ON "post_series" USING btree ("next_at") WHERE "post_series"."status" = 'active';--> statement-breakpoint
ALTER TABLE "scheduled_posts" ADD CONSTRAINT "scheduled_posts_series" FOREIGN KEY ("workspace_id","series_id") REFERENCES "public"."post_series"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "scheduled_post_accounts_account" ON "scheduled_post_accounts" USING btree ("workspace_id","account_id","due_at");--> statement-breakpoint
CREATE INDEX "scheduled_post_accounts_held" ON "scheduled_post_accounts" USING btree ("workspace_id","account_id","external_post_id") WHERE "scheduled_post_accounts"."external_post_id" is not null;--> statement-breakpoint
CREATE INDEX "scheduled_post_accounts_unknown" ON "scheduled_post_accounts" USING btree ("look_at") WHERE "scheduled_post_accounts"."status" = 'unknown';--> statement-breakpoint
CREATE INDEX "published_posts_recent" ON "published_posts" USING btree ("workspace_id","published_at","id");--> statement-breakpoint
ALTER TABLE "scheduled_posts" ADD CONSTRAINT "scheduled_posts_occurrence" UNIQUE("workspace_id","series_id","occurrence");