CREATE TABLE "character_appearances" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"character_id" uuid NOT NULL,
	"face_reference_image_url" text,
	"face_reference_image_path" text,
	"face_consistency_method" text DEFAULT 'ip-adapter' NOT NULL,
	"lora_model_path" text,
	"hair_color" text,
	"hair_style" text,
	"eye_color" text,
	"skin_tone" text,
	"body_type" text,
	"height" text,
	"age_range" text,
	"clothing_style" text,
	"preferred_colors" text[] DEFAULT '{}' NOT NULL,
	"style_keywords" text[] DEFAULT '{}' NOT NULL,
	"base_model" text DEFAULT 'realistic-vision-v6' NOT NULL,
	"negative_prompt" text,
	"default_prompt_prefix" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "character_appearances_character" UNIQUE("workspace_id","character_id")
);
--> statement-breakpoint
CREATE TABLE "character_memories" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"character_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"text" text NOT NULL,
	"source" text NOT NULL,
	"published_post_id" uuid,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "character_memories_post" UNIQUE("workspace_id","character_id","published_post_id")
);
--> statement-breakpoint
CREATE TABLE "character_personalities" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"character_id" uuid NOT NULL,
	"extroversion" numeric(3, 2) DEFAULT 0.5 NOT NULL,
	"creativity" numeric(3, 2) DEFAULT 0.5 NOT NULL,
	"humor" numeric(3, 2) DEFAULT 0.5 NOT NULL,
	"professionalism" numeric(3, 2) DEFAULT 0.5 NOT NULL,
	"authenticity" numeric(3, 2) DEFAULT 0.5 NOT NULL,
	"communication_style" text,
	"preferred_topics" text[] DEFAULT '{}' NOT NULL,
	"content_tone" text,
	"llm_personality_prompt" text,
	"temperature" numeric(3, 2) DEFAULT 0.7 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "character_personalities_character" UNIQUE("workspace_id","character_id")
);
--> statement-breakpoint
CREATE TABLE "characters" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"profile_id" uuid NOT NULL,
	"name" text NOT NULL,
	"bio" text DEFAULT '' NOT NULL,
	"age" integer,
	"location" text,
	"timezone" text DEFAULT 'UTC' NOT NULL,
	"interests" text[] DEFAULT '{}' NOT NULL,
	"profile_image_id" uuid,
	"profile_image_url" text,
	"profile_image_path" text,
	"status" text DEFAULT 'active' NOT NULL,
	"is_active" boolean GENERATED ALWAYS AS (status = 'active') STORED NOT NULL,
	"disclosure" boolean DEFAULT true NOT NULL,
	"disclosure_text" text,
	"deleted_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "characters_tenant" UNIQUE("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "company_pages" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"name" text NOT NULL,
	"account_id" uuid NOT NULL,
	"is_active" boolean DEFAULT true NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "company_pages_tenant" UNIQUE("workspace_id","id"),
	CONSTRAINT "company_pages_account" UNIQUE("workspace_id","account_id")
);
--> statement-breakpoint
CREATE TABLE "company_auto_post_rules" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"source_profile_id" uuid NOT NULL,
	"target_company_page_id" uuid NOT NULL,
	"post_delay_minutes" integer NOT NULL,
	"add_prefix" text,
	"add_suffix" text,
	"is_active" boolean DEFAULT true NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "company_auto_post_rules_pair" UNIQUE("workspace_id","source_profile_id","target_company_page_id")
);
--> statement-breakpoint
CREATE TABLE "company_published_posts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"original_post_id" uuid NOT NULL,
	"source_scheduled_post_id" uuid,
	"company_page_id" uuid NOT NULL,
	"scheduled_post_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "company_published_posts_once" UNIQUE("workspace_id","original_post_id","company_page_id"),
	CONSTRAINT "company_published_posts_source" UNIQUE("workspace_id","source_scheduled_post_id","company_page_id"),
	CONSTRAINT "company_published_posts_post" UNIQUE("workspace_id","scheduled_post_id")
);
--> statement-breakpoint
CREATE TABLE "analytics_history" (
	"workspace_id" uuid NOT NULL,
	"metric" text NOT NULL,
	"dimension" text NOT NULL,
	"day" date NOT NULL,
	"key" text NOT NULL,
	"slot" smallint NOT NULL,
	"times" integer NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "analytics_history_cell" PRIMARY KEY("workspace_id","metric","dimension","day","key","slot")
);
--> statement-breakpoint
CREATE TABLE "kpi_2h" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"window_start" timestamp (3) with time zone NOT NULL,
	"window_end" timestamp (3) with time zone NOT NULL,
	"messages_count" integer NOT NULL,
	"comments_count" integer NOT NULL,
	"frt_p50_seconds" integer,
	"auto_reply_rate" numeric(4, 3),
	"escalate_count" integer NOT NULL,
	"ignored_count" integer NOT NULL,
	"posts_active" integer NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "kpi_2h_window" UNIQUE("workspace_id","window_start")
);
--> statement-breakpoint
CREATE TABLE "metric_facts" (
	"workspace_id" uuid NOT NULL,
	"metric" text NOT NULL,
	"dimension" text NOT NULL,
	"key" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"id" uuid NOT NULL,
	"source" text NOT NULL,
	"source_id" uuid NOT NULL,
	"times" integer NOT NULL,
	"seconds" integer,
	"day" date NOT NULL,
	"slot" smallint NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "metric_facts_fact" PRIMARY KEY("workspace_id","metric","dimension","key","at","id")
);
--> statement-breakpoint
CREATE TABLE "metric_marks" (
	"workspace_id" uuid NOT NULL,
	"source" text NOT NULL,
	"source_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "workspace_metrics" (
	"workspace_id" uuid NOT NULL,
	"metric" text NOT NULL,
	"times" bigint NOT NULL,
	"seconds" bigint NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "workspace_metrics_workspace_id_metric_pk" PRIMARY KEY("workspace_id","metric")
);
--> statement-breakpoint
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
ALTER TABLE "social_accounts" ADD COLUMN "limits" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "workspaces" ADD COLUMN "timezone" text DEFAULT 'UTC' NOT NULL;--> statement-breakpoint
ALTER TABLE "listening_targets" ADD COLUMN "validators" jsonb;--> statement-breakpoint
ALTER TABLE "notification_settings" ADD COLUMN "comments_told_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "signals" ADD COLUMN "acts" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "published_posts" ADD CONSTRAINT "published_posts_tenant" UNIQUE("workspace_id","id");--> statement-breakpoint
ALTER TABLE "character_appearances" ADD CONSTRAINT "character_appearances_of" FOREIGN KEY ("workspace_id","character_id") REFERENCES "public"."characters"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "character_memories" ADD CONSTRAINT "character_memories_of" FOREIGN KEY ("workspace_id","character_id") REFERENCES "public"."characters"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "character_personalities" ADD CONSTRAINT "character_personalities_of" FOREIGN KEY ("workspace_id","character_id") REFERENCES "public"."characters"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "characters" ADD CONSTRAINT "characters_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "characters" ADD CONSTRAINT "characters_of_profile" FOREIGN KEY ("workspace_id","profile_id") REFERENCES "public"."profiles"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "company_pages" ADD CONSTRAINT "company_pages_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "company_pages" ADD CONSTRAINT "company_pages_of_account" FOREIGN KEY ("workspace_id","account_id") REFERENCES "public"."social_accounts"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "company_auto_post_rules" ADD CONSTRAINT "company_auto_post_rules_of_profile" FOREIGN KEY ("workspace_id","source_profile_id") REFERENCES "public"."profiles"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "company_auto_post_rules" ADD CONSTRAINT "company_auto_post_rules_of_page" FOREIGN KEY ("workspace_id","target_company_page_id") REFERENCES "public"."company_pages"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "company_published_posts" ADD CONSTRAINT "company_published_posts_original" FOREIGN KEY ("workspace_id","original_post_id") REFERENCES "public"."published_posts"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "company_published_posts" ADD CONSTRAINT "company_published_posts_of_page" FOREIGN KEY ("workspace_id","company_page_id") REFERENCES "public"."company_pages"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "company_published_posts" ADD CONSTRAINT "company_published_posts_scheduled" FOREIGN KEY ("workspace_id","scheduled_post_id") REFERENCES "public"."scheduled_posts"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "analytics_history" ADD CONSTRAINT "analytics_history_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "kpi_2h" ADD CONSTRAINT "kpi_2h_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "metric_facts" ADD CONSTRAINT "metric_facts_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "metric_marks" ADD CONSTRAINT "metric_marks_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "workspace_metrics" ADD CONSTRAINT "workspace_metrics_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "project_feeds" ADD CONSTRAINT "project_feeds_project" FOREIGN KEY ("workspace_id","project_id") REFERENCES "public"."projects"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "character_memories_recent" ON "character_memories" USING btree ("workspace_id","character_id","created_at","id");--> statement-breakpoint
CREATE INDEX "character_memories_kind" ON "character_memories" USING btree ("workspace_id","character_id","kind","created_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "characters_profile" ON "characters" USING btree ("workspace_id","profile_id");--> statement-breakpoint
CREATE INDEX "characters_recent" ON "characters" USING btree ("workspace_id","created_at","id") WHERE "characters"."status" <> 'deleted';--> statement-breakpoint
CREATE INDEX "characters_status" ON "characters" USING btree ("workspace_id","status","created_at","id");--> statement-breakpoint
CREATE INDEX "characters_image" ON "characters" USING btree ("workspace_id","profile_image_id");--> statement-breakpoint
CREATE INDEX "company_pages_recent" ON "company_pages" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
CREATE INDEX "company_auto_post_rules_recent" ON "company_auto_post_rules" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
CREATE INDEX "company_auto_post_rules_page" ON "company_auto_post_rules" USING btree ("workspace_id","target_company_page_id");--> statement-breakpoint
CREATE INDEX "company_published_posts_recent" ON "company_published_posts" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
CREATE INDEX "company_published_posts_page" ON "company_published_posts" USING btree ("workspace_id","company_page_id","created_at","id");--> statement-breakpoint
CREATE INDEX "kpi_2h_recent" ON "kpi_2h" USING btree ("workspace_id","window_start","id");--> statement-breakpoint
CREATE INDEX "metric_facts_source" ON "metric_facts" USING btree ("workspace_id","source","source_id");--> statement-breakpoint
CREATE INDEX "metric_marks_of_workspace" ON "metric_marks" USING btree ("workspace_id","source","source_id");--> statement-breakpoint
CREATE INDEX "comments_open" ON "comments" USING btree ("posted_at") WHERE "comments"."status" = 'open' and not "comments"."is_own";--> statement-breakpoint
-- What was there before is counted too.
INSERT INTO "metric_marks" ("workspace_id", "source", "source_id")
SELECT "workspace_id", 'conversation', "id" FROM "conversations"
UNION ALL SELECT "workspace_id", 'post', "id" FROM "published_posts"
UNION ALL SELECT "workspace_id", 'comment', "id" FROM "comments" WHERE NOT "is_own";
