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
ALTER TABLE "production_posts" ADD COLUMN "template_id" uuid;--> statement-breakpoint
ALTER TABLE "production_posts" ADD COLUMN "preset_id" uuid;--> statement-breakpoint
ALTER TABLE "production_posts" ADD COLUMN "cta_id" uuid;--> statement-breakpoint
ALTER TABLE "production_posts" ADD COLUMN "resource_id" uuid;--> statement-breakpoint
ALTER TABLE "ctas" ADD CONSTRAINT "ctas_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "knowledge" ADD CONSTRAINT "knowledge_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "post_templates" ADD CONSTRAINT "post_templates_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "presets" ADD CONSTRAINT "presets_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "resources" ADD CONSTRAINT "resources_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "ctas_recent" ON "ctas" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
CREATE INDEX "knowledge_recent" ON "knowledge" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
CREATE INDEX "post_templates_recent" ON "post_templates" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
CREATE INDEX "presets_recent" ON "presets" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
CREATE INDEX "resources_recent" ON "resources" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
ALTER TABLE "production_posts" ADD CONSTRAINT "production_posts_of_template" FOREIGN KEY ("workspace_id","template_id") REFERENCES "public"."post_templates"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "production_posts" ADD CONSTRAINT "production_posts_of_preset" FOREIGN KEY ("workspace_id","preset_id") REFERENCES "public"."presets"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "production_posts" ADD CONSTRAINT "production_posts_of_cta" FOREIGN KEY ("workspace_id","cta_id") REFERENCES "public"."ctas"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "production_posts" ADD CONSTRAINT "production_posts_of_resource" FOREIGN KEY ("workspace_id","resource_id") REFERENCES "public"."resources"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "production_posts_template" ON "production_posts" USING btree ("workspace_id","template_id");--> statement-breakpoint
CREATE INDEX "production_posts_preset" ON "production_posts" USING btree ("workspace_id","preset_id");--> statement-breakpoint
CREATE INDEX "production_posts_cta" ON "production_posts" USING btree ("workspace_id","cta_id");--> statement-breakpoint
CREATE INDEX "production_posts_resource" ON "production_posts" USING btree ("workspace_id","resource_id");