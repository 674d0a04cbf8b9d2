CREATE TABLE "comment_actions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"comment_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"content" text,
	"author" text NOT NULL,
	"author_user_id" uuid,
	"decision_id" uuid,
	"status" text NOT NULL,
	"error" text,
	"fence" integer DEFAULT 0 NOT NULL,
	"started_at" timestamp (3) with time zone,
	"not_before" timestamp (3) with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"look_at" timestamp (3) with time zone,
	"looks" integer DEFAULT 0 NOT NULL,
	"platform_comment_id" text,
	"url" text,
	"sent_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "comment_actions_tenant" UNIQUE("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "comment_checkpoint" (
	"post_id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"cursor" text,
	"last_comment_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "comment_decisions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"comment_id" uuid NOT NULL,
	"decision" text NOT NULL,
	"confidence" numeric(4, 3) NOT NULL,
	"reason" text NOT NULL,
	"matched_rule" text,
	"model" text NOT NULL,
	"prompt" text,
	"snapshot_json" jsonb NOT NULL,
	"superseded" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "comment_decisions_tenant" UNIQUE("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "comments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"post_id" uuid NOT NULL,
	"platform_comment_id" text NOT NULL,
	"parent_comment_id" text,
	"is_own" boolean NOT NULL,
	"author_id" text NOT NULL,
	"author_name" text NOT NULL,
	"author_handle" text,
	"author_avatar_url" text,
	"content" text NOT NULL,
	"former_texts" text[] DEFAULT '{}' NOT NULL,
	"likes_count" integer,
	"url" text,
	"handle" text,
	"posted_at" timestamp (3) with time zone NOT NULL,
	"status" text NOT NULL,
	"triage" text,
	"decision_id" uuid,
	"consent" text,
	"hidden" boolean DEFAULT false NOT NULL,
	"liked" boolean DEFAULT false NOT NULL,
	"decide_at" timestamp (3) with time zone,
	"tries" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "comments_tenant" UNIQUE("workspace_id","id"),
	CONSTRAINT "comments_external" UNIQUE("workspace_id","account_id","platform_comment_id")
);
--> statement-breakpoint
CREATE TABLE "monitored_posts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"platform_post_id" text NOT NULL,
	"scheduled_post_id" uuid,
	"source" text NOT NULL,
	"caption" text NOT NULL,
	"url" text,
	"posted_at" timestamp (3) with time zone NOT NULL,
	"monitoring_enabled" boolean NOT NULL,
	"by_hand" boolean DEFAULT false NOT NULL,
	"next_poll_at" timestamp (3) with time zone,
	"polled_at" timestamp (3) with time zone,
	"problem" text,
	"comments_count" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "monitored_posts_tenant" UNIQUE("workspace_id","id"),
	CONSTRAINT "monitored_posts_external" UNIQUE("workspace_id","account_id","platform_post_id")
);
--> statement-breakpoint
CREATE TABLE "monitoring_rules" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"account_id" uuid,
	"enabled" boolean NOT NULL,
	"new_posts_to_monitor" integer NOT NULL,
	"monitoring_duration_days" integer NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "monitoring_rules_account" UNIQUE NULLS NOT DISTINCT("workspace_id","account_id")
);
--> statement-breakpoint
ALTER TABLE "ai_settings" ADD COLUMN "ai_enabled_for_comments" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "comment_actions" ADD CONSTRAINT "comment_actions_author_user_id_users_id_fk" FOREIGN KEY ("author_user_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comment_actions" ADD CONSTRAINT "comment_actions_of_comment" FOREIGN KEY ("workspace_id","comment_id") REFERENCES "public"."comments"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comment_actions" ADD CONSTRAINT "comment_actions_of_account" FOREIGN KEY ("workspace_id","account_id") REFERENCES "public"."social_accounts"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comment_checkpoint" ADD CONSTRAINT "comment_checkpoint_post" FOREIGN KEY ("workspace_id","post_id") REFERENCES "public"."monitored_posts"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comment_decisions" ADD CONSTRAINT "comment_decisions_comment" FOREIGN KEY ("workspace_id","comment_id") REFERENCES "public"."comments"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_of_post" FOREIGN KEY ("workspace_id","post_id") REFERENCES "public"."monitored_posts"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_of_account" FOREIGN KEY ("workspace_id","account_id") REFERENCES "public"."social_accounts"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "monitored_posts" ADD CONSTRAINT "monitored_posts_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "monitored_posts" ADD CONSTRAINT "monitored_posts_of_account" FOREIGN KEY ("workspace_id","account_id") REFERENCES "public"."social_accounts"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "monitoring_rules" ADD CONSTRAINT "monitoring_rules_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "monitoring_rules" ADD CONSTRAINT "monitoring_rules_of_account" FOREIGN KEY ("workspace_id","account_id") REFERENCES "public"."social_accounts"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "comment_actions_comment" ON "comment_actions" USING btree ("workspace_id","comment_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "comment_actions_one_answer" ON "comment_actions" USING btree ("workspace_id","comment_id") WHERE "comment_actions"."author" = 'machine' and "comment_actions"."kind" = 'reply' and "comment_actions"."status" <> 'cancelled';--> statement-breakpoint
CREATE UNIQUE INDEX "comment_actions_one_private_reply" ON "comment_actions" USING btree ("workspace_id","comment_id") WHERE "comment_actions"."kind" = 'private_reply' and "comment_actions"."status" not in ('cancelled', 'failed');--> statement-breakpoint
CREATE INDEX "comment_actions_due" ON "comment_actions" USING btree ("not_before") WHERE "comment_actions"."status" in ('queued', 'waiting');--> statement-breakpoint
CREATE INDEX "comment_actions_sending" ON "comment_actions" USING btree ("started_at") WHERE "comment_actions"."status" = 'sending';--> statement-breakpoint
CREATE INDEX "comment_actions_to_look_for" ON "comment_actions" USING btree ("look_at") WHERE "comment_actions"."look_at" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "comment_decisions_one" ON "comment_decisions" USING btree ("workspace_id","comment_id") WHERE not "comment_decisions"."superseded";--> statement-breakpoint
CREATE INDEX "comments_recent" ON "comments" USING btree ("workspace_id","posted_at","id") WHERE not "comments"."is_own";--> statement-breakpoint
CREATE INDEX "comments_status" ON "comments" USING btree ("workspace_id","status","posted_at","id") WHERE not "comments"."is_own";--> statement-breakpoint
CREATE INDEX "comments_triage" ON "comments" USING btree ("workspace_id","triage","posted_at","id") WHERE not "comments"."is_own";--> statement-breakpoint
CREATE INDEX "comments_account" ON "comments" USING btree ("workspace_id","account_id","posted_at","id") WHERE not "comments"."is_own";--> statement-breakpoint
CREATE INDEX "comments_post" ON "comments" USING btree ("workspace_id","post_id","posted_at","id") WHERE not "comments"."is_own";--> statement-breakpoint
CREATE INDEX "comments_thread" ON "comments" USING btree ("workspace_id","post_id","parent_comment_id");--> statement-breakpoint
CREATE INDEX "comments_author" ON "comments" USING btree ("workspace_id","account_id","author_id","posted_at");--> statement-breakpoint
CREATE INDEX "comments_undecided" ON "comments" USING btree ("decide_at") WHERE "comments"."decide_at" is not null;--> statement-breakpoint
CREATE INDEX "monitored_posts_recent" ON "monitored_posts" USING btree ("workspace_id","posted_at","id");--> statement-breakpoint
CREATE INDEX "monitored_posts_account" ON "monitored_posts" USING btree ("workspace_id","account_id","posted_at","id");--> statement-breakpoint
CREATE INDEX "monitored_posts_watched" ON "monitored_posts" USING btree ("workspace_id","monitoring_enabled","posted_at","id");--> statement-breakpoint
CREATE INDEX "monitored_posts_scheduled" ON "monitored_posts" USING btree ("workspace_id","scheduled_post_id","posted_at","id");--> statement-breakpoint
CREATE INDEX "monitored_posts_due" ON "monitored_posts" USING btree ("next_poll_at") WHERE "monitored_posts"."next_poll_at" is not null;--> statement-breakpoint
CREATE INDEX "monitoring_rules_recent" ON "monitoring_rules" USING btree ("workspace_id","created_at","id");