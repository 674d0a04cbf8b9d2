-- The engagement that a score counts; a generated column uses it (docs/bank.md).
create or replace function chorus_engagement(metrics jsonb) returns bigint
language sql immutable parallel safe
return coalesce((metrics->>'likes')::bigint, 0) + 2 * coalesce((metrics->>'comments')::bigint, 0)
  + 3 * coalesce((metrics->>'shares')::bigint, 0) + 3 * coalesce((metrics->>'saves')::bigint, 0);
--> statement-breakpoint
CREATE TABLE "post_metric_snapshots" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"workspace_id" uuid NOT NULL,
	"post_id" uuid NOT NULL,
	"metrics" jsonb NOT NULL,
	"taken_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "post_tasks" (
	"workspace_id" uuid NOT NULL,
	"post_id" uuid NOT NULL,
	"step" text NOT NULL,
	"attempts" integer NOT NULL,
	"not_before" timestamp (3) with time zone,
	"error" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "post_tasks_step" PRIMARY KEY("workspace_id","post_id","step")
);
--> statement-breakpoint
CREATE TABLE "posts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"external_key" text NOT NULL,
	"platform" text NOT NULL,
	"external_id" text NOT NULL,
	"author_id" uuid,
	"author" text,
	"content" text NOT NULL,
	"hook" text,
	"post_url" text,
	"source" text NOT NULL,
	"metrics" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"engagement" bigint GENERATED ALWAYS AS (chorus_engagement("posts"."metrics")) STORED NOT NULL,
	"score" smallint,
	"posted_at" timestamp (3) with time zone NOT NULL,
	"scraped_at" timestamp (3) with time zone NOT NULL,
	"topic_id" uuid,
	"structure_id" uuid,
	"hook_type_id" uuid,
	"audience_id" uuid,
	"needs_embedding" boolean DEFAULT true NOT NULL,
	"needs_hook_classification" boolean DEFAULT false NOT NULL,
	"needs_topic_classification" boolean DEFAULT true NOT NULL,
	"needs_audience_classification" boolean DEFAULT true NOT NULL,
	"embedding" vector(1536),
	"embedding_model" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "posts_tenant" UNIQUE("workspace_id","id"),
	CONSTRAINT "posts_external_key" UNIQUE("workspace_id","external_key")
);
--> statement-breakpoint
CREATE TABLE "profile_sync_status" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"profile_id" uuid NOT NULL,
	"last_scraped_at" timestamp (3) with time zone,
	"total_posts_scraped" integer DEFAULT 0 NOT NULL,
	"consecutive_failures" integer DEFAULT 0 NOT NULL,
	"last_error" text,
	"next_sync_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "profile_sync_status_profile" UNIQUE("workspace_id","profile_id")
);
--> statement-breakpoint
CREATE TABLE "profiles" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"type" text NOT NULL,
	"full_name" text NOT NULL,
	"platform" text NOT NULL,
	"handle" text NOT NULL,
	"url" text,
	"sync_status" text DEFAULT 'pending' NOT NULL,
	"last_sync_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "profiles_tenant" UNIQUE("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "sync_jobs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"profile_id" uuid NOT NULL,
	"job_type" text NOT NULL,
	"status" text NOT NULL,
	"profiles_processed" integer DEFAULT 0 NOT NULL,
	"posts_scraped" integer DEFAULT 0 NOT NULL,
	"posts_new" integer DEFAULT 0 NOT NULL,
	"error" text,
	"started_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audiences" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"name" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"job_titles" text[] DEFAULT '{}' NOT NULL,
	"pain_points" text[] DEFAULT '{}' NOT NULL,
	"goals" text[] DEFAULT '{}' NOT NULL,
	"vocabulary_to_use" text[] DEFAULT '{}' NOT NULL,
	"vocabulary_to_avoid" text[] DEFAULT '{}' NOT NULL,
	"tone_preferences" text DEFAULT '' NOT NULL,
	"embedding" vector(1536),
	"embedding_model" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "audiences_tenant" UNIQUE("workspace_id","id"),
	CONSTRAINT "audiences_name" UNIQUE("workspace_id","name")
);
--> statement-breakpoint
CREATE TABLE "hook_types" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"name" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"prompt_instruction" text DEFAULT '' NOT NULL,
	"embedding" vector(1536),
	"embedding_model" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "hook_types_tenant" UNIQUE("workspace_id","id"),
	CONSTRAINT "hook_types_name" UNIQUE("workspace_id","name")
);
--> statement-breakpoint
CREATE TABLE "post_structures" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"name" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "post_structures_tenant" UNIQUE("workspace_id","id"),
	CONSTRAINT "post_structures_name" UNIQUE("workspace_id","name")
);
--> statement-breakpoint
CREATE TABLE "topic_groups" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"name" text NOT NULL,
	"color" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "topic_groups_tenant" UNIQUE("workspace_id","id"),
	CONSTRAINT "topic_groups_name" UNIQUE("workspace_id","name")
);
--> statement-breakpoint
CREATE TABLE "topics" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"name" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"embedding_description" text DEFAULT '' NOT NULL,
	"group_id" uuid,
	"embedding" vector(1536),
	"embedding_model" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "topics_tenant" UNIQUE("workspace_id","id"),
	CONSTRAINT "topics_name" UNIQUE("workspace_id","name")
);
--> statement-breakpoint
ALTER TABLE "social_accounts" ADD COLUMN "profile_id" uuid;--> statement-breakpoint
ALTER TABLE "post_metric_snapshots" ADD CONSTRAINT "post_metric_snapshots_of" FOREIGN KEY ("workspace_id","post_id") REFERENCES "public"."posts"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "post_tasks" ADD CONSTRAINT "post_tasks_of" FOREIGN KEY ("workspace_id","post_id") REFERENCES "public"."posts"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "posts" ADD CONSTRAINT "posts_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "posts" ADD CONSTRAINT "posts_profile" FOREIGN KEY ("workspace_id","author_id") REFERENCES "public"."profiles"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "posts" ADD CONSTRAINT "posts_of_topic" FOREIGN KEY ("workspace_id","topic_id") REFERENCES "public"."topics"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "posts" ADD CONSTRAINT "posts_of_structure" FOREIGN KEY ("workspace_id","structure_id") REFERENCES "public"."post_structures"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "posts" ADD CONSTRAINT "posts_of_hook_type" FOREIGN KEY ("workspace_id","hook_type_id") REFERENCES "public"."hook_types"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "posts" ADD CONSTRAINT "posts_of_audience" FOREIGN KEY ("workspace_id","audience_id") REFERENCES "public"."audiences"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "profile_sync_status" ADD CONSTRAINT "profile_sync_status_of" FOREIGN KEY ("workspace_id","profile_id") REFERENCES "public"."profiles"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "profiles" ADD CONSTRAINT "profiles_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sync_jobs" ADD CONSTRAINT "sync_jobs_of" FOREIGN KEY ("workspace_id","profile_id") REFERENCES "public"."profiles"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audiences" ADD CONSTRAINT "audiences_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hook_types" ADD CONSTRAINT "hook_types_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "post_structures" ADD CONSTRAINT "post_structures_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "topic_groups" ADD CONSTRAINT "topic_groups_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "topics" ADD CONSTRAINT "topics_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "topics" ADD CONSTRAINT "topics_topic_group" FOREIGN KEY ("workspace_id","group_id") REFERENCES "public"."topic_groups"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "post_metric_snapshots_post" ON "post_metric_snapshots" USING btree ("workspace_id","post_id","taken_at");--> statement-breakpoint
CREATE INDEX "posts_recent" ON "posts" USING btree ("workspace_id","posted_at","id");--> statement-breakpoint
CREATE INDEX "posts_author" ON "posts" USING btree ("workspace_id","author_id","posted_at","id");--> statement-breakpoint
CREATE INDEX "posts_topic" ON "posts" USING btree ("workspace_id","topic_id","posted_at","id");--> statement-breakpoint
CREATE INDEX "posts_audience" ON "posts" USING btree ("workspace_id","audience_id","posted_at","id");--> statement-breakpoint
CREATE INDEX "posts_hook_type" ON "posts" USING btree ("workspace_id","hook_type_id","posted_at","id");--> statement-breakpoint
CREATE INDEX "posts_platform" ON "posts" USING btree ("workspace_id","platform","posted_at","id");--> statement-breakpoint
CREATE INDEX "posts_source" ON "posts" USING btree ("workspace_id","source","posted_at","id");--> statement-breakpoint
CREATE INDEX "posts_score" ON "posts" USING btree ("workspace_id","score","id");--> statement-breakpoint
CREATE INDEX "posts_needs_hook" ON "posts" USING btree ("scraped_at") WHERE "posts"."hook" is null;--> statement-breakpoint
CREATE INDEX "posts_needs_embedding" ON "posts" USING btree ("scraped_at") WHERE "posts"."needs_embedding";--> statement-breakpoint
CREATE INDEX "posts_needs_hook_classification" ON "posts" USING btree ("scraped_at") WHERE "posts"."needs_hook_classification";--> statement-breakpoint
CREATE INDEX "posts_needs_topic_classification" ON "posts" USING btree ("scraped_at") WHERE "posts"."needs_topic_classification";--> statement-breakpoint
CREATE INDEX "posts_needs_audience_classification" ON "posts" USING btree ("scraped_at") WHERE "posts"."needs_audience_classification";--> statement-breakpoint
CREATE UNIQUE INDEX "profiles_handle" ON "profiles" USING btree ("workspace_id","platform",lower("handle"));--> statement-breakpoint
CREATE INDEX "profiles_recent" ON "profiles" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
CREATE INDEX "profiles_type" ON "profiles" USING btree ("workspace_id","type","created_at","id");--> statement-breakpoint
CREATE INDEX "profiles_scraping" ON "profiles" USING btree ("updated_at") WHERE "profiles"."sync_status" = 'scraping';--> statement-breakpoint
CREATE INDEX "profiles_to_sync" ON "profiles" USING btree ("last_sync_at") WHERE "profiles"."type" = 'internal';--> statement-breakpoint
CREATE INDEX "sync_jobs_recent" ON "sync_jobs" USING btree ("workspace_id","started_at","id");--> statement-breakpoint
CREATE INDEX "sync_jobs_profile" ON "sync_jobs" USING btree ("workspace_id","profile_id","started_at","id");--> statement-breakpoint
CREATE INDEX "sync_jobs_status" ON "sync_jobs" USING btree ("workspace_id","status","started_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "sync_jobs_running" ON "sync_jobs" USING btree ("workspace_id","profile_id") WHERE "sync_jobs"."status" = 'running';--> statement-breakpoint
CREATE INDEX "audiences_unembedded" ON "audiences" USING btree ("updated_at") WHERE "audiences"."embedding" is null;--> statement-breakpoint
CREATE INDEX "audiences_recent" ON "audiences" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
CREATE INDEX "hook_types_unembedded" ON "hook_types" USING btree ("updated_at") WHERE "hook_types"."embedding" is null;--> statement-breakpoint
CREATE INDEX "hook_types_recent" ON "hook_types" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
CREATE INDEX "post_structures_recent" ON "post_structures" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
CREATE INDEX "topic_groups_recent" ON "topic_groups" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
CREATE INDEX "topics_unembedded" ON "topics" USING btree ("updated_at") WHERE "topics"."embedding" is null;--> statement-breakpoint
CREATE INDEX "topics_recent" ON "topics" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
CREATE INDEX "topics_group" ON "topics" USING btree ("workspace_id","group_id","created_at","id");--> statement-breakpoint
ALTER TABLE "social_accounts" ADD CONSTRAINT "social_accounts_of_profile" FOREIGN KEY ("workspace_id","profile_id") REFERENCES "public"."profiles"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "social_accounts_profile" ON "social_accounts" USING btree ("workspace_id","profile_id");--> statement-breakpoint
CREATE VIEW "public"."viral_posts_bank" WITH (security_invoker = true) AS (
    select id, workspace_id, content, hook, metrics, embedding, author_id, topic_id, structure_id, hook_type_id, audience_id,
      needs_embedding, needs_hook_classification, needs_topic_classification, needs_audience_classification, post_url, scraped_at
    from posts);
--> statement-breakpoint
-- Accounts that are connected already get their profiles.
insert into profiles (id, workspace_id, type, full_name, platform, handle, sync_status)
select distinct on (workspace_id, platform, lower(ltrim(external_id, '@'))) gen_random_uuid(), workspace_id, 'internal', name, platform, ltrim(external_id, '@'), 'pending'
from social_accounts order by workspace_id, platform, lower(ltrim(external_id, '@')), created_at desc;
--> statement-breakpoint
insert into profile_sync_status (id, workspace_id, profile_id) select gen_random_uuid(), workspace_id, id from profiles;
--> statement-breakpoint
update social_accounts a set profile_id = p.id from profiles p
where p.workspace_id = a.workspace_id and p.platform = a.platform and lower(p.handle) = lower(ltrim(a.external_id, '@'));
