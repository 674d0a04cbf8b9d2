CREATE TABLE "content_sources" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"source_type" text NOT NULL,
	"title" text NOT NULL,
	"content" text NOT NULL,
	"url" text,
	"post_id" uuid,
	"language" text,
	"created_by" uuid,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "content_sources_tenant" UNIQUE("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "generated_hooks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"production_post_id" uuid NOT NULL,
	"position" smallint NOT NULL,
	"hook_text" text NOT NULL,
	"hook_type" text,
	"hook_type_id" uuid,
	"score" smallint,
	"reason" text,
	"is_selected" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "generated_hooks_tenant" UNIQUE("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "production_post_versions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"production_post_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"cause" text NOT NULL,
	"hook" text NOT NULL,
	"body" text NOT NULL,
	"actor" text NOT NULL,
	"actor_label" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "production_post_versions_number" UNIQUE("workspace_id","production_post_id","number")
);
--> statement-breakpoint
CREATE TABLE "production_posts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"status" text DEFAULT 'draft_input' NOT NULL,
	"reason" text,
	"title" text NOT NULL,
	"author_id" uuid,
	"source_id" uuid,
	"target_topic" text,
	"topic_id" uuid,
	"audience_id" uuid,
	"structure_id" uuid,
	"template_id" uuid,
	"preset_id" uuid,
	"cta_id" uuid,
	"resource_id" uuid,
	"language" text NOT NULL,
	"account_ids" uuid[] DEFAULT '{}' NOT NULL,
	"mentions" text[] DEFAULT '{}' NOT NULL,
	"attachments" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"ai_body_draft" jsonb,
	"body" text DEFAULT '' NOT NULL,
	"final_content" text,
	"publication_date" timestamp (3) with time zone,
	"scheduled_post_id" uuid,
	"revision" integer DEFAULT 1 NOT NULL,
	"created_by" uuid,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "production_posts_tenant" UNIQUE("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "ctas" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"name" text NOT NULL,
	"text_content" text NOT NULL,
	"category" text DEFAULT '' NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "ctas_tenant" UNIQUE("workspace_id","id"),
	CONSTRAINT "ctas_name" UNIQUE("workspace_id","name")
);
--> statement-breakpoint
CREATE TABLE "knowledge" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"name" text NOT NULL,
	"content" text NOT NULL,
	"type" text DEFAULT '' NOT NULL,
	"topic_ids" uuid[] DEFAULT '{}' NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "knowledge_tenant" UNIQUE("workspace_id","id"),
	CONSTRAINT "knowledge_name" UNIQUE("workspace_id","name")
);
--> statement-breakpoint
CREATE TABLE "post_templates" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"name" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"structure" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "post_templates_tenant" UNIQUE("workspace_id","id"),
	CONSTRAINT "post_templates_name" UNIQUE("workspace_id","name")
);
--> statement-breakpoint
CREATE TABLE "presets" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"name" text NOT NULL,
	"config" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "presets_tenant" UNIQUE("workspace_id","id"),
	CONSTRAINT "presets_name" UNIQUE("workspace_id","name")
);
--> statement-breakpoint
CREATE TABLE "resources" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"name" text NOT NULL,
	"resource_type" text NOT NULL,
	"url" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "resources_tenant" UNIQUE("workspace_id","id"),
	CONSTRAINT "resources_name" UNIQUE("workspace_id","name")
);
--> statement-breakpoint
CREATE TABLE "outgoing_webhooks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"endpoint_id" uuid NOT NULL,
	"type" text NOT NULL,
	"order_key" uuid NOT NULL,
	"position" bigint GENERATED ALWAYS AS IDENTITY (sequence name "outgoing_webhooks_position_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"payload" jsonb NOT NULL,
	"status" text DEFAULT 'pending' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"not_before" timestamp (3) with time zone NOT NULL,
	"answer_status" integer,
	"answer_text" text,
	"delivered_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "webhook_endpoints" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"url" text NOT NULL,
	"events" text[] NOT NULL,
	"secret" text NOT NULL,
	"old_secret" text,
	"old_secret_until" timestamp (3) with time zone,
	"enabled" boolean DEFAULT true NOT NULL,
	"problem" text,
	"failing_since" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "webhook_endpoints_tenant" UNIQUE("workspace_id","id")
);
--> statement-breakpoint
ALTER TABLE "content_sources" ADD CONSTRAINT "content_sources_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "content_sources" ADD CONSTRAINT "content_sources_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "content_sources" ADD CONSTRAINT "content_sources_of_post" FOREIGN KEY ("workspace_id","post_id") REFERENCES "public"."posts"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "generated_hooks" ADD CONSTRAINT "generated_hooks_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "generated_hooks" ADD CONSTRAINT "generated_hooks_of" FOREIGN KEY ("workspace_id","production_post_id") REFERENCES "public"."production_posts"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "generated_hooks" ADD CONSTRAINT "generated_hooks_of_type" FOREIGN KEY ("workspace_id","hook_type_id") REFERENCES "public"."hook_types"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "production_post_versions" ADD CONSTRAINT "production_post_versions_of" FOREIGN KEY ("workspace_id","production_post_id") REFERENCES "public"."production_posts"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "production_posts" ADD CONSTRAINT "production_posts_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "production_posts" ADD CONSTRAINT "production_posts_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "production_posts" ADD CONSTRAINT "production_posts_profile" FOREIGN KEY ("workspace_id","author_id") REFERENCES "public"."profiles"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "production_posts" ADD CONSTRAINT "production_posts_of_topic" FOREIGN KEY ("workspace_id","topic_id") REFERENCES "public"."topics"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "production_posts" ADD CONSTRAINT "production_posts_of_audience" FOREIGN KEY ("workspace_id","audience_id") REFERENCES "public"."audiences"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "production_posts" ADD CONSTRAINT "production_posts_of_structure" FOREIGN KEY ("workspace_id","structure_id") REFERENCES "public"."post_structures"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "production_posts" ADD CONSTRAINT "production_posts_of_template" FOREIGN KEY ("workspace_id","template_id") REFERENCES "public"."post_templates"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "production_posts" ADD CONSTRAINT "production_posts_of_preset" FOREIGN KEY ("workspace_id","preset_id") REFERENCES "public"."presets"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "production_posts" ADD CONSTRAINT "production_posts_of_cta" FOREIGN KEY ("workspace_id","cta_id") REFERENCES "public"."ctas"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "production_posts" ADD CONSTRAINT "production_posts_of_resource" FOREIGN KEY ("workspace_id","resource_id") REFERENCES "public"."resources"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "production_posts" ADD CONSTRAINT "production_posts_of_source" FOREIGN KEY ("workspace_id","source_id") REFERENCES "public"."content_sources"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "production_posts" ADD CONSTRAINT "production_posts_of_scheduled" FOREIGN KEY ("workspace_id","scheduled_post_id") REFERENCES "public"."scheduled_posts"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ctas" ADD CONSTRAINT "ctas_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "knowledge" ADD CONSTRAINT "knowledge_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "post_templates" ADD CONSTRAINT "post_templates_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "presets" ADD CONSTRAINT "presets_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "resources" ADD CONSTRAINT "resources_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outgoing_webhooks" ADD CONSTRAINT "outgoing_webhooks_of" FOREIGN KEY ("workspace_id","endpoint_id") REFERENCES "public"."webhook_endpoints"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_endpoints" ADD CONSTRAINT "webhook_endpoints_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "content_sources_post" ON "content_sources" USING btree ("workspace_id","post_id");--> statement-breakpoint
CREATE INDEX "generated_hooks_draft" ON "generated_hooks" USING btree ("workspace_id","production_post_id","position");--> statement-breakpoint
CREATE INDEX "generated_hooks_type" ON "generated_hooks" USING btree ("workspace_id","hook_type_id");--> statement-breakpoint
CREATE UNIQUE INDEX "generated_hooks_selected" ON "generated_hooks" USING btree ("workspace_id","production_post_id") WHERE "generated_hooks"."is_selected";--> statement-breakpoint
CREATE INDEX "production_post_versions_recent" ON "production_post_versions" USING btree ("workspace_id","production_post_id","created_at","id");--> statement-breakpoint
CREATE INDEX "production_posts_recent" ON "production_posts" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
CREATE INDEX "production_posts_status" ON "production_posts" USING btree ("workspace_id","status","created_at","id");--> statement-breakpoint
CREATE INDEX "production_posts_author" ON "production_posts" USING btree ("workspace_id","author_id","created_at","id");--> statement-breakpoint
CREATE INDEX "production_posts_topic" ON "production_posts" USING btree ("workspace_id","topic_id","created_at","id");--> statement-breakpoint
CREATE INDEX "production_posts_source" ON "production_posts" USING btree ("workspace_id","source_id");--> statement-breakpoint
CREATE INDEX "production_posts_audience" ON "production_posts" USING btree ("workspace_id","audience_id");--> statement-breakpoint
CREATE INDEX "production_posts_structure" ON "production_posts" USING btree ("workspace_id","structure_id");--> statement-breakpoint
CREATE INDEX "production_posts_template" ON "production_posts" USING btree ("workspace_id","template_id");--> statement-breakpoint
CREATE INDEX "production_posts_preset" ON "production_posts" USING btree ("workspace_id","preset_id");--> statement-breakpoint
CREATE INDEX "production_posts_cta" ON "production_posts" USING btree ("workspace_id","cta_id");--> statement-breakpoint
CREATE INDEX "production_posts_resource" ON "production_posts" USING btree ("workspace_id","resource_id");--> statement-breakpoint
CREATE UNIQUE INDEX "production_posts_scheduled" ON "production_posts" USING btree ("workspace_id","scheduled_post_id") WHERE "production_posts"."scheduled_post_id" is not null;--> statement-breakpoint
CREATE INDEX "ctas_recent" ON "ctas" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
CREATE INDEX "knowledge_recent" ON "knowledge" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
CREATE INDEX "post_templates_recent" ON "post_templates" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
CREATE INDEX "presets_recent" ON "presets" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
CREATE INDEX "resources_recent" ON "resources" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
CREATE INDEX "outgoing_webhooks_recent" ON "outgoing_webhooks" USING btree ("workspace_id","endpoint_id","created_at","id");--> statement-breakpoint
CREATE INDEX "outgoing_webhooks_order" ON "outgoing_webhooks" USING btree ("workspace_id","endpoint_id","order_key","position") WHERE "outgoing_webhooks"."status" = 'pending';--> statement-breakpoint
CREATE INDEX "outgoing_webhooks_due" ON "outgoing_webhooks" USING btree ("not_before") WHERE "outgoing_webhooks"."status" = 'pending';--> statement-breakpoint
CREATE INDEX "webhook_endpoints_recent" ON "webhook_endpoints" USING btree ("workspace_id","created_at","id");