CREATE TABLE "hashtags" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"platform" text NOT NULL,
	"name" text NOT NULL,
	"last_scraped" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "hashtags_tenant" UNIQUE("workspace_id","id"),
	CONSTRAINT "hashtags_name" UNIQUE("workspace_id","platform","name")
);
--> statement-breakpoint
CREATE TABLE "post_hashtags" (
	"workspace_id" uuid NOT NULL,
	"post_id" uuid NOT NULL,
	"hashtag_id" uuid NOT NULL,
	"posted_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "post_hashtags_pair" PRIMARY KEY("workspace_id","post_id","hashtag_id")
);
--> statement-breakpoint
CREATE TABLE "project_creator_sums" (
	"workspace_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"platform" text NOT NULL,
	"author" text NOT NULL,
	"posts" integer NOT NULL,
	"positive" integer NOT NULL,
	"negative" integer NOT NULL,
	"sentiment_sum" double precision NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "project_creator_sums_author" PRIMARY KEY("workspace_id","project_id","platform","author")
);
--> statement-breakpoint
CREATE TABLE "project_creators" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"platform" text NOT NULL,
	"creator_username" text NOT NULL,
	"last_scraped" timestamp (3) with time zone,
	"added_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "project_days" (
	"workspace_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"day" date NOT NULL,
	"platform" text NOT NULL,
	"posts" integer NOT NULL,
	"positive" integer NOT NULL,
	"negative" integer NOT NULL,
	"sentiment_sum" double precision NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "project_days_day" PRIMARY KEY("workspace_id","project_id","day","platform")
);
--> statement-breakpoint
CREATE TABLE "project_hashtag_sums" (
	"workspace_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"hashtag_id" uuid NOT NULL,
	"posts" integer NOT NULL,
	"positive" integer NOT NULL,
	"negative" integer NOT NULL,
	"sentiment_sum" double precision NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "project_hashtag_sums_pair" PRIMARY KEY("workspace_id","project_id","hashtag_id")
);
--> statement-breakpoint
CREATE TABLE "project_hashtags" (
	"workspace_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"hashtag_id" uuid NOT NULL,
	"added_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "project_hashtags_pair" PRIMARY KEY("workspace_id","project_id","hashtag_id")
);
--> statement-breakpoint
CREATE TABLE "project_posts" (
	"workspace_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"post_id" uuid NOT NULL,
	"platform" text NOT NULL,
	"author" text NOT NULL,
	"polarity" text NOT NULL,
	"sentiment" real NOT NULL,
	"hashtag_ids" uuid[] NOT NULL,
	"posted_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "project_posts_pair" PRIMARY KEY("workspace_id","project_id","post_id")
);
--> statement-breakpoint
CREATE TABLE "projects" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"user_id" uuid,
	"name" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"platforms" jsonb NOT NULL,
	"scope_type" text NOT NULL,
	"scope_query" text,
	"creators_count" integer DEFAULT 0 NOT NULL,
	"posts_count" integer DEFAULT 0 NOT NULL,
	"signals_count" integer DEFAULT 0 NOT NULL,
	"last_run_at" timestamp (3) with time zone,
	"last_signal_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "projects_tenant" UNIQUE("workspace_id","id")
);
--> statement-breakpoint
DROP VIEW "public"."viral_posts_bank";--> statement-breakpoint
DROP INDEX "posts_recent";--> statement-breakpoint
DROP INDEX "posts_platform";--> statement-breakpoint
DROP INDEX "posts_source";--> statement-breakpoint
DROP INDEX "posts_score";--> statement-breakpoint
ALTER TABLE "posts" ADD COLUMN "in_bank" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "posts" ADD COLUMN "language" text;--> statement-breakpoint
ALTER TABLE "posts" ADD COLUMN "sentiment" real;--> statement-breakpoint
ALTER TABLE "posts" ADD COLUMN "sentiment_reasons" jsonb;--> statement-breakpoint
ALTER TABLE "posts" ADD COLUMN "score_trend" real;--> statement-breakpoint
ALTER TABLE "hashtags" ADD CONSTRAINT "hashtags_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "post_hashtags" ADD CONSTRAINT "post_hashtags_post" FOREIGN KEY ("workspace_id","post_id") REFERENCES "public"."posts"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "post_hashtags" ADD CONSTRAINT "post_hashtags_hashtag" FOREIGN KEY ("workspace_id","hashtag_id") REFERENCES "public"."hashtags"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "project_creator_sums" ADD CONSTRAINT "project_creator_sums_project" FOREIGN KEY ("workspace_id","project_id") REFERENCES "public"."projects"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "project_creators" ADD CONSTRAINT "project_creators_project" FOREIGN KEY ("workspace_id","project_id") REFERENCES "public"."projects"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "project_days" ADD CONSTRAINT "project_days_project" FOREIGN KEY ("workspace_id","project_id") REFERENCES "public"."projects"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "project_hashtag_sums" ADD CONSTRAINT "project_hashtag_sums_project" FOREIGN KEY ("workspace_id","project_id") REFERENCES "public"."projects"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "project_hashtag_sums" ADD CONSTRAINT "project_hashtag_sums_hashtag" FOREIGN KEY ("workspace_id","hashtag_id") REFERENCES "public"."hashtags"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "project_hashtags" ADD CONSTRAINT "project_hashtags_project" FOREIGN KEY ("workspace_id","project_id") REFERENCES "public"."projects"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "project_hashtags" ADD CONSTRAINT "project_hashtags_of" FOREIGN KEY ("workspace_id","hashtag_id") REFERENCES "public"."hashtags"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "project_posts" ADD CONSTRAINT "project_posts_project" FOREIGN KEY ("workspace_id","project_id") REFERENCES "public"."projects"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "project_posts" ADD CONSTRAINT "project_posts_of" FOREIGN KEY ("workspace_id","post_id") REFERENCES "public"."posts"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "projects" ADD CONSTRAINT "projects_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "post_hashtags_recent" ON "post_hashtags" USING btree ("workspace_id","hashtag_id","posted_at","post_id");--> statement-breakpoint
CREATE INDEX "project_creator_sums_most" ON "project_creator_sums" USING btree ("workspace_id","project_id","posts","author","platform");--> statement-breakpoint
CREATE UNIQUE INDEX "project_creators_username" ON "project_creators" USING btree ("workspace_id","project_id","platform",lower("creator_username"));--> statement-breakpoint
CREATE INDEX "project_hashtag_sums_most" ON "project_hashtag_sums" USING btree ("workspace_id","project_id","posts","hashtag_id");--> statement-breakpoint
CREATE INDEX "project_hashtags_hashtag" ON "project_hashtags" USING btree ("workspace_id","hashtag_id");--> statement-breakpoint
CREATE INDEX "project_posts_post" ON "project_posts" USING btree ("workspace_id","post_id");--> statement-breakpoint
CREATE INDEX "project_posts_recent" ON "project_posts" USING btree ("workspace_id","project_id","posted_at","post_id");--> statement-breakpoint
CREATE INDEX "project_posts_polarity" ON "project_posts" USING btree ("workspace_id","project_id","polarity","posted_at","post_id");--> statement-breakpoint
CREATE INDEX "project_posts_platform" ON "project_posts" USING btree ("workspace_id","project_id","platform","posted_at","post_id");--> statement-breakpoint
CREATE INDEX "project_posts_author" ON "project_posts" USING btree ("workspace_id","project_id","author","posted_at","post_id");--> statement-breakpoint
CREATE INDEX "projects_recent" ON "projects" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
CREATE INDEX "projects_status" ON "projects" USING btree ("workspace_id","status","created_at","id");--> statement-breakpoint
CREATE INDEX "posts_listened" ON "posts" USING btree ("workspace_id","platform","posted_at") WHERE not "posts"."in_bank";--> statement-breakpoint
CREATE INDEX "posts_by_author" ON "posts" USING btree ("workspace_id","platform",lower(coalesce("author", '')),"posted_at","id");--> statement-breakpoint
CREATE INDEX "posts_recent" ON "posts" USING btree ("workspace_id","posted_at","id") WHERE "posts"."in_bank";--> statement-breakpoint
CREATE INDEX "posts_platform" ON "posts" USING btree ("workspace_id","platform","posted_at","id") WHERE "posts"."in_bank";--> statement-breakpoint
CREATE INDEX "posts_source" ON "posts" USING btree ("workspace_id","source","posted_at","id") WHERE "posts"."in_bank";--> statement-breakpoint
CREATE INDEX "posts_score" ON "posts" USING btree ("workspace_id","score","id") WHERE "posts"."in_bank";--> statement-breakpoint
CREATE VIEW "public"."hashtags_with_stats" WITH (security_invoker = true) AS (
    select h.id, h.workspace_id, h.name, h.platform, s.total_posts, s.avg_engagement
    from hashtags h cross join lateral (
      select count(*) as total_posts, avg(p.engagement)::double precision as avg_engagement
      from post_hashtags ph join posts p on p.workspace_id = ph.workspace_id and p.id = ph.post_id
      where ph.workspace_id = h.workspace_id and ph.hashtag_id = h.id
    ) s);--> statement-breakpoint
CREATE VIEW "public"."posts_with_platform" WITH (security_invoker = true) AS (
    select p.external_key as id, p.workspace_id, p.platform, p.author, p.content as caption,
      array(select h.name from post_hashtags ph join hashtags h on h.workspace_id = ph.workspace_id and h.id = ph.hashtag_id
        where ph.workspace_id = p.workspace_id and ph.post_id = p.id order by h.name) as hashtags,
      p.metrics, p.posted_at, p.sentiment, p.score::real as score, p.score_trend, p.in_bank
    from posts p);--> statement-breakpoint
CREATE VIEW "public"."viral_posts_bank" WITH (security_invoker = true) AS (
    select id, workspace_id, content, hook, metrics, embedding, author_id, topic_id, structure_id, hook_type_id, audience_id,
      needs_embedding, needs_hook_classification, needs_topic_classification, needs_audience_classification, post_url, scraped_at
    from posts where in_bank);