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
ALTER TABLE "cluster_items" ADD CONSTRAINT "cluster_items_of_cluster" FOREIGN KEY ("workspace_id","cluster_id") REFERENCES "public"."clusters"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cluster_items" ADD CONSTRAINT "cluster_items_of_text" FOREIGN KEY ("workspace_id","text_id") REFERENCES "public"."cluster_texts"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cluster_runs" ADD CONSTRAINT "cluster_runs_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cluster_texts" ADD CONSTRAINT "cluster_texts_of_message" FOREIGN KEY ("workspace_id","message_id") REFERENCES "public"."conversation_messages"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cluster_texts" ADD CONSTRAINT "cluster_texts_of_comment" FOREIGN KEY ("workspace_id","comment_id") REFERENCES "public"."comments"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clusters" ADD CONSTRAINT "clusters_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clusters" ADD CONSTRAINT "clusters_of_post" FOREIGN KEY ("workspace_id","scope_ref") REFERENCES "public"."monitored_posts"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
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
CREATE INDEX "clusters_unanswered" ON "clusters" USING btree ("workspace_id","last_said_at","id") WHERE "clusters"."unanswered" > 1;