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
ALTER TABLE "workspaces" ADD COLUMN "timezone" text DEFAULT 'UTC' NOT NULL;--> statement-breakpoint
ALTER TABLE "analytics_history" ADD CONSTRAINT "analytics_history_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "kpi_2h" ADD CONSTRAINT "kpi_2h_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "metric_facts" ADD CONSTRAINT "metric_facts_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "metric_marks" ADD CONSTRAINT "metric_marks_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "workspace_metrics" ADD CONSTRAINT "workspace_metrics_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "kpi_2h_recent" ON "kpi_2h" USING btree ("workspace_id","window_start","id");--> statement-breakpoint
CREATE INDEX "metric_facts_source" ON "metric_facts" USING btree ("workspace_id","source","source_id");--> statement-breakpoint
CREATE INDEX "metric_marks_of_workspace" ON "metric_marks" USING btree ("workspace_id","source","source_id");--> statement-breakpoint
-- What was there before is counted too.
INSERT INTO "metric_marks" ("workspace_id", "source", "source_id")
SELECT "workspace_id", 'conversation', "id" FROM "conversations"
UNION ALL SELECT "workspace_id", 'post', "id" FROM "published_posts"
UNION ALL SELECT "workspace_id", 'comment', "id" FROM "comments" WHERE NOT "is_own";
