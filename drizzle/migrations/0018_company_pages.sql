ALTER TABLE "published_posts" ADD CONSTRAINT "published_posts_tenant" UNIQUE("workspace_id","id");
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
	CONSTRAINT "company_published_posts_once" UNIQUE("workspace_id","company_page_id","original_post_id"),
	CONSTRAINT "company_published_posts_source" UNIQUE("workspace_id","source_scheduled_post_id","company_page_id"),
	CONSTRAINT "company_published_posts_post" UNIQUE("workspace_id","scheduled_post_id")
);
--> statement-breakpoint
ALTER TABLE "company_pages" ADD CONSTRAINT "company_pages_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "company_pages" ADD CONSTRAINT "company_pages_of_account" FOREIGN KEY ("workspace_id","account_id") REFERENCES "public"."social_accounts"("workspace_id","id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "company_auto_post_rules" ADD CONSTRAINT "company_auto_post_rules_of_profile" FOREIGN KEY ("workspace_id","source_profile_id") REFERENCES "public"."profiles"("workspace_id","id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "company_auto_post_rules" ADD CONSTRAINT "company_auto_post_rules_of_page" FOREIGN KEY ("workspace_id","target_company_page_id") REFERENCES "public"."company_pages"("workspace_id","id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "company_published_posts" ADD CONSTRAINT "company_published_posts_original" FOREIGN KEY ("workspace_id","original_post_id") REFERENCES "public"."published_posts"("workspace_id","id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "company_published_posts" ADD CONSTRAINT "company_published_posts_of_page" FOREIGN KEY ("workspace_id","company_page_id") REFERENCES "public"."company_pages"("workspace_id","id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "company_published_posts" ADD CONSTRAINT "company_published_posts_scheduled" FOREIGN KEY ("workspace_id","scheduled_post_id") REFERENCES "public"."scheduled_posts"("workspace_id","id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "company_pages_recent" ON "company_pages" USING btree ("workspace_id","created_at","id");
--> statement-breakpoint
CREATE INDEX "company_auto_post_rules_recent" ON "company_auto_post_rules" USING btree ("workspace_id","created_at","id");
--> statement-breakpoint
CREATE INDEX "company_auto_post_rules_page" ON "company_auto_post_rules" USING btree ("workspace_id","target_company_page_id");
--> statement-breakpoint
CREATE INDEX "company_published_posts_recent" ON "company_published_posts" USING btree ("workspace_id","created_at","id");
--> statement-breakpoint
CREATE INDEX "company_published_posts_page" ON "company_published_posts" USING btree ("workspace_id","company_page_id","created_at","id");
