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
CREATE TABLE "cluster_items" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"cluster_id" uuid NOT NULL,
	"text_id" uuid NOT NULL,
	"said_at" timestamp (3) with time zone NOT NULL,
	"unanswered" boolean NOT NULL,
	"example" integer,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "cluster_items_once" UNIQUE("workspace_id","cluster_id","text_id")
);
--> statement-breakpoint
CREATE TABLE "cluster_runs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"status" text DEFAULT 'running' NOT NULL,
	"gathered" boolean DEFAULT false NOT NULL,
	"done" text[] DEFAULT '{}' NOT NULL,
	"texts" integer DEFAULT 0 NOT NULL,
	"grouped" integer DEFAULT 0 NOT NULL,
	"clusters" integer DEFAULT 0 NOT NULL,
	"error" text,
	"fence" integer DEFAULT 0 NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"lease_until" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "cluster_runs_tenant" UNIQUE("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "cluster_texts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"source_id" uuid NOT NULL,
	"message_id" uuid,
	"comment_id" uuid,
	"post_id" uuid,
	"text" text NOT NULL,
	"said_at" timestamp (3) with time zone NOT NULL,
	"unanswered" boolean NOT NULL,
	"embedding" vector(1536),
	"embedding_model" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "cluster_texts_tenant" UNIQUE("workspace_id","id"),
	CONSTRAINT "cluster_texts_source" UNIQUE("workspace_id","source_id"),
	CONSTRAINT "cluster_texts_one_source" CHECK (num_nonnulls("cluster_texts"."message_id", "cluster_texts"."comment_id") = 1)
);
--> statement-breakpoint
CREATE TABLE "clusters" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"scope" text NOT NULL,
	"scope_ref" uuid,
	"label" text NOT NULL,
	"size" integer NOT NULL,
	"unanswered" integer NOT NULL,
	"trend" jsonb NOT NULL,
	"last_said_at" timestamp (3) with time zone NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"settled_at" timestamp (3) with time zone,
	"acts" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "clusters_tenant" UNIQUE("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "comment_patterns" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"pattern_name" text NOT NULL,
	"prompt_instructions" text NOT NULL,
	"length_min" integer NOT NULL,
	"length_max" integer NOT NULL,
	"asks_question" boolean NOT NULL,
	"examples" text[] NOT NULL,
	"is_active" boolean NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "comment_patterns_tenant" UNIQUE("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "engagement_actions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"published_post_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"engager_profile_id" uuid NOT NULL,
	"action_type" text NOT NULL,
	"reaction_type" text,
	"comment_pattern_id" uuid,
	"comment_text" text,
	"status" text DEFAULT 'queued' NOT NULL,
	"waiting_reason" text,
	"error" text,
	"due_at" timestamp (3) with time zone NOT NULL,
	"counted_on" date NOT NULL,
	"fence" integer DEFAULT 0 NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"started_at" timestamp (3) with time zone,
	"external_id" text,
	"url" text,
	"sent_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "engagement_actions_tenant" UNIQUE("workspace_id","id"),
	CONSTRAINT "engagement_actions_once" UNIQUE("workspace_id","published_post_id","account_id","action_type")
);
--> statement-breakpoint
CREATE TABLE "engagement_consents" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "engagement_consents_account" UNIQUE("workspace_id","account_id")
);
--> statement-breakpoint
CREATE TABLE "engagement_counters" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"profile_id" uuid NOT NULL,
	"action_type" text NOT NULL,
	"day" date NOT NULL,
	"used" integer NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "engagement_counters_day" UNIQUE("workspace_id","profile_id","action_type","day")
);
--> statement-breakpoint
CREATE TABLE "engagement_plans" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"published_post_id" uuid NOT NULL,
	"planned_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "engagement_plans_post" UNIQUE("workspace_id","published_post_id")
);
--> statement-breakpoint
CREATE TABLE "engagement_rules" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"is_enabled" boolean NOT NULL,
	"window_minutes" integer NOT NULL,
	"comments_per_post" integer NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "engagement_rules_workspace" UNIQUE("workspace_id")
);
--> statement-breakpoint
CREATE TABLE "engagement_settings" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"profile_id" uuid NOT NULL,
	"preferred_reaction" text NOT NULL,
	"auto_engage_enabled" boolean NOT NULL,
	"likes_per_day" integer NOT NULL,
	"comments_per_day" integer NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "engagement_settings_profile" UNIQUE("workspace_id","profile_id")
);
--> statement-breakpoint
CREATE TABLE "decision_feedback" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"decision_id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"verdict" text NOT NULL,
	"better_answer" text,
	"user_id" uuid,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "decision_feedback_decision" UNIQUE("workspace_id","decision_id")
);
--> statement-breakpoint
CREATE TABLE "ignore_example_vectors" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"text" text NOT NULL,
	"model" text NOT NULL,
	"embedding" vector(1536) NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "ignore_example_vectors_text" UNIQUE("workspace_id","model","text")
);
--> statement-breakpoint
ALTER TABLE "workspaces" ADD COLUMN "age_confirmed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "ai_rules" ADD COLUMN "ignore_likeness" double precision DEFAULT 0.8 NOT NULL;--> statement-breakpoint
ALTER TABLE "ai_settings" ADD COLUMN "account_hours" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "ai_settings" ADD COLUMN "outside_hours" text DEFAULT 'answer' NOT NULL;--> statement-breakpoint
ALTER TABLE "ai_settings" ADD COLUMN "away_words" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "away_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "media" ADD COLUMN "duration" integer;--> statement-breakpoint
ALTER TABLE "content" ADD CONSTRAINT "content_of" FOREIGN KEY ("workspace_id","character_id") REFERENCES "public"."characters"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "content" ADD CONSTRAINT "content_of_media" FOREIGN KEY ("workspace_id","media_id") REFERENCES "public"."media"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cluster_items" ADD CONSTRAINT "cluster_items_of_cluster" FOREIGN KEY ("workspace_id","cluster_id") REFERENCES "public"."clusters"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cluster_items" ADD CONSTRAINT "cluster_items_of_text" FOREIGN KEY ("workspace_id","text_id") REFERENCES "public"."cluster_texts"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cluster_runs" ADD CONSTRAINT "cluster_runs_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cluster_texts" ADD CONSTRAINT "cluster_texts_of_message" FOREIGN KEY ("workspace_id","message_id") REFERENCES "public"."conversation_messages"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cluster_texts" ADD CONSTRAINT "cluster_texts_of_comment" FOREIGN KEY ("workspace_id","comment_id") REFERENCES "public"."comments"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clusters" ADD CONSTRAINT "clusters_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clusters" ADD CONSTRAINT "clusters_of_post" FOREIGN KEY ("workspace_id","scope_ref") REFERENCES "public"."monitored_posts"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comment_patterns" ADD CONSTRAINT "comment_patterns_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "engagement_actions" ADD CONSTRAINT "engagement_actions_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "engagement_actions" ADD CONSTRAINT "engagement_actions_of_post" FOREIGN KEY ("workspace_id","published_post_id") REFERENCES "public"."published_posts"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "engagement_actions" ADD CONSTRAINT "engagement_actions_of_account" FOREIGN KEY ("workspace_id","account_id") REFERENCES "public"."social_accounts"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "engagement_actions" ADD CONSTRAINT "engagement_actions_of_profile" FOREIGN KEY ("workspace_id","engager_profile_id") REFERENCES "public"."profiles"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "engagement_actions" ADD CONSTRAINT "engagement_actions_of_pattern" FOREIGN KEY ("workspace_id","comment_pattern_id") REFERENCES "public"."comment_patterns"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "engagement_consents" ADD CONSTRAINT "engagement_consents_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "engagement_consents" ADD CONSTRAINT "engagement_consents_of_account" FOREIGN KEY ("workspace_id","account_id") REFERENCES "public"."social_accounts"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "engagement_counters" ADD CONSTRAINT "engagement_counters_of_profile" FOREIGN KEY ("workspace_id","profile_id") REFERENCES "public"."profiles"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "engagement_plans" ADD CONSTRAINT "engagement_plans_of_post" FOREIGN KEY ("workspace_id","published_post_id") REFERENCES "public"."published_posts"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "engagement_rules" ADD CONSTRAINT "engagement_rules_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "engagement_settings" ADD CONSTRAINT "engagement_settings_of_profile" FOREIGN KEY ("workspace_id","profile_id") REFERENCES "public"."profiles"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decision_feedback" ADD CONSTRAINT "decision_feedback_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decision_feedback" ADD CONSTRAINT "decision_feedback_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decision_feedback" ADD CONSTRAINT "decision_feedback_of" FOREIGN KEY ("workspace_id","decision_id") REFERENCES "public"."ai_decisions"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decision_feedback" ADD CONSTRAINT "decision_feedback_in" FOREIGN KEY ("workspace_id","conversation_id") REFERENCES "public"."conversations"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ignore_example_vectors" ADD CONSTRAINT "ignore_example_vectors_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "content_recent" ON "content" USING btree ("workspace_id","created_at","id") WHERE "content"."removed_at" is null;--> statement-breakpoint
CREATE INDEX "content_status" ON "content" USING btree ("workspace_id","approval_status","created_at","id") WHERE "content"."removed_at" is null;--> statement-breakpoint
CREATE INDEX "content_type" ON "content" USING btree ("workspace_id","content_type","created_at","id") WHERE "content"."removed_at" is null;--> statement-breakpoint
CREATE INDEX "content_character" ON "content" USING btree ("workspace_id","character_id","created_at","id") WHERE "content"."removed_at" is null;--> statement-breakpoint
CREATE INDEX "content_hash" ON "content" USING btree ("workspace_id","sha256");--> statement-breakpoint
CREATE INDEX "cluster_items_text" ON "cluster_items" USING btree ("workspace_id","text_id");--> statement-breakpoint
CREATE INDEX "cluster_items_recent" ON "cluster_items" USING btree ("workspace_id","cluster_id","said_at","id");--> statement-breakpoint
CREATE INDEX "cluster_items_unanswered" ON "cluster_items" USING btree ("workspace_id","cluster_id","said_at","id") WHERE "cluster_items"."unanswered";--> statement-breakpoint
CREATE INDEX "cluster_items_examples" ON "cluster_items" USING btree ("workspace_id","cluster_id","example") WHERE "cluster_items"."example" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "cluster_runs_one" ON "cluster_runs" USING btree ("workspace_id") WHERE "cluster_runs"."status" = 'running';--> statement-breakpoint
CREATE INDEX "cluster_runs_recent" ON "cluster_runs" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
CREATE INDEX "cluster_runs_due" ON "cluster_runs" USING btree ("lease_until") WHERE "cluster_runs"."status" = 'running';--> statement-breakpoint
CREATE INDEX "cluster_texts_message" ON "cluster_texts" USING btree ("workspace_id","message_id");--> statement-breakpoint
CREATE INDEX "cluster_texts_comment" ON "cluster_texts" USING btree ("workspace_id","comment_id");--> statement-breakpoint
CREATE INDEX "cluster_texts_post" ON "cluster_texts" USING btree ("workspace_id","post_id");--> statement-breakpoint
CREATE INDEX "clusters_recent" ON "clusters" USING btree ("workspace_id","last_said_at","id");--> statement-breakpoint
CREATE INDEX "clusters_scope" ON "clusters" USING btree ("workspace_id","scope","last_said_at","id");--> statement-breakpoint
CREATE INDEX "clusters_post" ON "clusters" USING btree ("workspace_id","scope_ref","last_said_at","id");--> statement-breakpoint
CREATE INDEX "clusters_status" ON "clusters" USING btree ("workspace_id","status","last_said_at","id");--> statement-breakpoint
CREATE INDEX "clusters_unanswered" ON "clusters" USING btree ("workspace_id","last_said_at","id") WHERE "clusters"."unanswered" > 1;--> statement-breakpoint
CREATE INDEX "comment_patterns_recent" ON "comment_patterns" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "engagement_actions_text" ON "engagement_actions" USING btree ("workspace_id","published_post_id","comment_text");--> statement-breakpoint
CREATE INDEX "engagement_actions_recent" ON "engagement_actions" USING btree ("workspace_id","due_at","id");--> statement-breakpoint
CREATE INDEX "engagement_actions_status" ON "engagement_actions" USING btree ("workspace_id","status","due_at","id");--> statement-breakpoint
CREATE INDEX "engagement_actions_account" ON "engagement_actions" USING btree ("workspace_id","account_id","due_at","id");--> statement-breakpoint
CREATE INDEX "engagement_actions_profile" ON "engagement_actions" USING btree ("workspace_id","engager_profile_id","started_at");--> statement-breakpoint
CREATE INDEX "engagement_actions_pattern" ON "engagement_actions" USING btree ("workspace_id","comment_pattern_id");--> statement-breakpoint
CREATE INDEX "engagement_actions_due" ON "engagement_actions" USING btree ("due_at") WHERE "engagement_actions"."status" in ('queued', 'waiting');--> statement-breakpoint
CREATE INDEX "engagement_actions_sending" ON "engagement_actions" USING btree ("started_at") WHERE "engagement_actions"."status" = 'sending';--> statement-breakpoint
CREATE INDEX "engagement_consents_user" ON "engagement_consents" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "engagement_plans_open" ON "engagement_plans" USING btree ("created_at") WHERE "engagement_plans"."planned_at" is null;--> statement-breakpoint
CREATE INDEX "decision_feedback_of_conversation" ON "decision_feedback" USING btree ("workspace_id","conversation_id");