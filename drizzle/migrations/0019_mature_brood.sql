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
CREATE INDEX "engagement_plans_open" ON "engagement_plans" USING btree ("created_at") WHERE "engagement_plans"."planned_at" is null;