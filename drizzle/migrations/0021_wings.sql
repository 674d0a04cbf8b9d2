CREATE TABLE "chat_messages" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"owner_id" uuid NOT NULL,
	"user_id" uuid,
	"role" text NOT NULL,
	"text" text DEFAULT '' NOT NULL,
	"state" text NOT NULL,
	"tool_calls" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"sources" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"model" text,
	"error" text,
	"key" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "chat_sessions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"owner_id" uuid NOT NULL,
	"user_id" uuid,
	"title" text,
	"touched_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "chat_sessions_tenant" UNIQUE("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "campaigns" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"name" text NOT NULL,
	"color" text NOT NULL,
	"starts_on" date,
	"ends_on" date,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "campaigns_tenant" UNIQUE("workspace_id","id"),
	CONSTRAINT "campaigns_period" CHECK ("campaigns"."starts_on" <= "campaigns"."ends_on")
);
--> statement-breakpoint
CREATE TABLE "content_generations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"character_id" uuid NOT NULL,
	"job_type" text NOT NULL,
	"status" text DEFAULT 'queued' NOT NULL,
	"priority" integer NOT NULL,
	"prompt" text NOT NULL,
	"negative_prompt" text,
	"generation_settings" jsonb NOT NULL,
	"batch_size" integer NOT NULL,
	"generated_content_ids" uuid[] DEFAULT '{}' NOT NULL,
	"success_count" integer DEFAULT 0 NOT NULL,
	"failure_count" integer DEFAULT 0 NOT NULL,
	"error_message" text,
	"retry_count" integer DEFAULT 0 NOT NULL,
	"max_retries" integer NOT NULL,
	"started_at" timestamp (3) with time zone,
	"completed_at" timestamp (3) with time zone,
	"duration_seconds" integer,
	"created_by" uuid,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "content_generations_tenant" UNIQUE("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "generation_items" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"generation_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"priority" integer NOT NULL,
	"status" text DEFAULT 'queued' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"due_at" timestamp (3) with time zone,
	"asked_at" timestamp (3) with time zone,
	"may_ask_again" boolean DEFAULT false NOT NULL,
	"medium_id" uuid,
	"content_id" uuid,
	"error" text,
	"cost_micros" bigint DEFAULT 0 NOT NULL,
	"credits" integer DEFAULT 0 NOT NULL,
	"started_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "generation_items_place" UNIQUE("workspace_id","generation_id","position")
);
--> statement-breakpoint
CREATE TABLE "scheduled_post_labels" (
	"workspace_id" uuid NOT NULL,
	"scheduled_post_id" uuid NOT NULL,
	"label_id" uuid NOT NULL,
	"publish_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "scheduled_post_labels_workspace_id_scheduled_post_id_label_id_pk" PRIMARY KEY("workspace_id","scheduled_post_id","label_id")
);
--> statement-breakpoint
CREATE TABLE "publishing_discards" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"handle" text NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"error" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "character_appearances" ADD COLUMN "likeness_right" text;--> statement-breakpoint
ALTER TABLE "content" ADD COLUMN "prompt" text;--> statement-breakpoint
ALTER TABLE "content" ADD COLUMN "negative_prompt" text;--> statement-breakpoint
ALTER TABLE "content" ADD COLUMN "generation_settings" jsonb;--> statement-breakpoint
ALTER TABLE "content" ADD COLUMN "generation_time_seconds" integer;--> statement-breakpoint
ALTER TABLE "post_series" ADD COLUMN "label_ids" uuid[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "post_series" ADD COLUMN "campaign_id" uuid;--> statement-breakpoint
ALTER TABLE "scheduled_posts" ADD COLUMN "campaign_id" uuid;--> statement-breakpoint
ALTER TABLE "chat_messages" ADD CONSTRAINT "chat_messages_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chat_messages" ADD CONSTRAINT "chat_messages_of_session" FOREIGN KEY ("workspace_id","session_id") REFERENCES "public"."chat_sessions"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chat_sessions" ADD CONSTRAINT "chat_sessions_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chat_sessions" ADD CONSTRAINT "chat_sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "content_generations" ADD CONSTRAINT "content_generations_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "content_generations" ADD CONSTRAINT "content_generations_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "content_generations" ADD CONSTRAINT "content_generations_of" FOREIGN KEY ("workspace_id","character_id") REFERENCES "public"."characters"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "generation_items" ADD CONSTRAINT "generation_items_of" FOREIGN KEY ("workspace_id","generation_id") REFERENCES "public"."content_generations"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scheduled_post_labels" ADD CONSTRAINT "scheduled_post_labels_post" FOREIGN KEY ("workspace_id","scheduled_post_id") REFERENCES "public"."scheduled_posts"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scheduled_post_labels" ADD CONSTRAINT "scheduled_post_labels_of_label" FOREIGN KEY ("workspace_id","label_id") REFERENCES "public"."labels"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "publishing_discards" ADD CONSTRAINT "publishing_discards_account" FOREIGN KEY ("workspace_id","account_id") REFERENCES "public"."social_accounts"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "chat_messages_session" ON "chat_messages" USING btree ("workspace_id","session_id","created_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "chat_messages_answering" ON "chat_messages" USING btree ("workspace_id","session_id") WHERE "chat_messages"."state" = 'answering';--> statement-breakpoint
CREATE UNIQUE INDEX "chat_messages_key" ON "chat_messages" USING btree ("workspace_id","session_id","key") WHERE "chat_messages"."key" is not null;--> statement-breakpoint
CREATE INDEX "chat_messages_user" ON "chat_messages" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "chat_sessions_recent" ON "chat_sessions" USING btree ("workspace_id","owner_id","touched_at","id");--> statement-breakpoint
CREATE INDEX "chat_sessions_user" ON "chat_sessions" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "campaigns_name" ON "campaigns" USING btree ("workspace_id",lower("name"));--> statement-breakpoint
CREATE INDEX "campaigns_recent" ON "campaigns" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
CREATE INDEX "content_generations_recent" ON "content_generations" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
CREATE INDEX "content_generations_character" ON "content_generations" USING btree ("workspace_id","character_id","created_at","id");--> statement-breakpoint
CREATE INDEX "content_generations_status" ON "content_generations" USING btree ("workspace_id","status","created_at","id");--> statement-breakpoint
CREATE INDEX "content_generations_type" ON "content_generations" USING btree ("workspace_id","job_type","created_at","id");--> statement-breakpoint
CREATE INDEX "generation_items_next" ON "generation_items" USING btree ("workspace_id","priority","created_at","position") WHERE "generation_items"."due_at" is not null;--> statement-breakpoint
CREATE INDEX "generation_items_due" ON "generation_items" USING btree ("due_at") WHERE "generation_items"."due_at" is not null;--> statement-breakpoint
CREATE INDEX "scheduled_post_labels_label" ON "scheduled_post_labels" USING btree ("workspace_id","label_id","publish_at","scheduled_post_id");--> statement-breakpoint
CREATE INDEX "publishing_discards_due" ON "publishing_discards" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "publishing_discards_account" ON "publishing_discards" USING btree ("workspace_id","account_id");--> statement-breakpoint
ALTER TABLE "post_series" ADD CONSTRAINT "post_series_of_campaign" FOREIGN KEY ("workspace_id","campaign_id") REFERENCES "public"."campaigns"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scheduled_posts" ADD CONSTRAINT "scheduled_posts_of_campaign" FOREIGN KEY ("workspace_id","campaign_id") REFERENCES "public"."campaigns"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "post_series_campaign" ON "post_series" USING btree ("workspace_id","campaign_id") WHERE "post_series"."campaign_id" is not null;--> statement-breakpoint
CREATE INDEX "scheduled_posts_campaign" ON "scheduled_posts" USING btree ("workspace_id","campaign_id","publish_at","id") WHERE "scheduled_posts"."campaign_id" is not null;--> statement-breakpoint
CREATE VIEW "public"."character_metrics" WITH (security_invoker = true) AS (
    select h.workspace_id, c.id as character_id, a.id as account_id, h.day as metric_date, a.platform, h.metric as metric_type,
      sum(h.times)::bigint as metric_value
    from characters c
    join social_accounts a on a.workspace_id = c.workspace_id and a.profile_id = c.profile_id
    join analytics_history h on h.workspace_id = a.workspace_id and h.dimension = 'account' and h.key = a.id::text
    group by h.workspace_id, c.id, a.id, h.day, a.platform, h.metric
    union all
    select h.workspace_id, c.id, null, h.day, null, h.metric, sum(h.times)::bigint
    from characters c
    join analytics_history h on h.workspace_id = c.workspace_id and h.dimension = 'character' and h.key = c.id::text
    group by h.workspace_id, c.id, h.day, h.metric);