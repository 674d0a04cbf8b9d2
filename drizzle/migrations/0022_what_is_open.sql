DROP INDEX "post_runs_post";--> statement-breakpoint
DROP INDEX "scheduled_post_accounts_due";--> statement-breakpoint
DROP INDEX "scheduled_post_accounts_held";--> statement-breakpoint
DROP INDEX "scheduled_post_accounts_unknown";--> statement-breakpoint
DROP INDEX "scheduled_post_accounts_leased";--> statement-breakpoint
DROP INDEX "scheduled_posts_status";--> statement-breakpoint
-- What is being sent says itself when it was claimed; its run is written when it has ended.
ALTER TABLE "scheduled_post_accounts" ADD COLUMN "started_at" timestamp (3) with time zone;--> statement-breakpoint
UPDATE "scheduled_post_accounts" t SET "started_at" = r."started_at" FROM "post_runs" r
  WHERE r."workspace_id" = t."workspace_id" AND r."target_id" = t."id" AND r."fence" = t."fence";--> statement-breakpoint
DELETE FROM "post_runs" r USING "scheduled_post_accounts" t
  WHERE r."workspace_id" = t."workspace_id" AND r."target_id" = t."id" AND r."fence" = t."fence" AND r."status" = 'started' AND t."status" = 'sending';--> statement-breakpoint
UPDATE "post_runs" SET "status" = 'unknown', "error" = 'No answer within the lease.' WHERE "status" = 'started';--> statement-breakpoint
UPDATE "post_runs" SET "finished_at" = "updated_at" WHERE "finished_at" IS NULL;--> statement-breakpoint
ALTER TABLE "post_runs" DROP CONSTRAINT "post_runs_attempt";--> statement-breakpoint
ALTER TABLE "post_runs" DROP COLUMN "id";--> statement-breakpoint
ALTER TABLE "post_runs" DROP COLUMN "scheduled_post_id";--> statement-breakpoint
ALTER TABLE "post_runs" ALTER COLUMN "finished_at" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "post_runs" ADD CONSTRAINT "post_runs_attempt" PRIMARY KEY("workspace_id","target_id","fence");--> statement-breakpoint
ALTER TABLE "scheduled_post_accounts" DROP COLUMN "lease_until";--> statement-breakpoint
-- A trigger before each update locks the row once more: these are written too often for one that keeps a time nobody reads.
DROP TRIGGER "touch" ON "post_runs";--> statement-breakpoint
DROP TRIGGER "touch" ON "scheduled_post_accounts";--> statement-breakpoint
DROP TRIGGER "touch" ON "scheduled_posts";--> statement-breakpoint
ALTER TABLE "post_runs" DROP COLUMN "updated_at";--> statement-breakpoint
ALTER TABLE "scheduled_post_accounts" DROP COLUMN "updated_at";--> statement-breakpoint
ALTER TABLE "scheduled_posts" DROP COLUMN "updated_at";--> statement-breakpoint
-- Room for what an attempt rewrites, beside what it rewrites.
ALTER TABLE "scheduled_post_accounts" SET (fillfactor = 40);--> statement-breakpoint
ALTER TABLE "scheduled_posts" SET (fillfactor = 40);--> statement-breakpoint
ALTER TABLE "scheduled_posts" ADD COLUMN "apart" text GENERATED ALWAYS AS (case when status in ('queued', 'publishing', 'published') then null else status end) STORED;--> statement-breakpoint
CREATE INDEX "scheduled_posts_apart" ON "scheduled_posts" USING btree ("workspace_id","apart","publish_at","id") WHERE "scheduled_posts"."apart" is not null;--> statement-breakpoint
CREATE INDEX "scheduled_posts_usual" ON "scheduled_posts" USING btree ("workspace_id","publish_at","id") WHERE "scheduled_posts"."apart" is null;--> statement-breakpoint
CREATE INDEX "workspaces_paused" ON "workspaces" USING btree ("id") WHERE "workspaces"."paused_at" is not null;--> statement-breakpoint
CREATE TABLE "publishing_queue" (
	"target_id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"scheduled_post_id" uuid NOT NULL,
	"publish_at" timestamp (3) with time zone NOT NULL,
	"task" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);--> statement-breakpoint
ALTER TABLE "publishing_queue" ADD CONSTRAINT "publishing_queue_target" FOREIGN KEY ("workspace_id","target_id") REFERENCES "public"."scheduled_post_accounts"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "publishing_queue_due" ON "publishing_queue" USING btree ("task","at");--> statement-breakpoint
CREATE INDEX "publishing_queue_posts" ON "publishing_queue" USING btree ("workspace_id","publish_at","scheduled_post_id");--> statement-breakpoint
select chorus_protect('publishing_queue');--> statement-breakpoint
INSERT INTO "publishing_queue" ("target_id", "workspace_id", "scheduled_post_id", "publish_at", "task", "at")
  SELECT t."id", t."workspace_id", t."scheduled_post_id", p."publish_at", o."task", CASE o."task" WHEN 'look' THEN t."look_at" ELSE t."due_at" END
  FROM "scheduled_post_accounts" t
  JOIN "scheduled_posts" p ON p."workspace_id" = t."workspace_id" AND p."id" = t."scheduled_post_id"
  CROSS JOIN LATERAL (SELECT CASE
    WHEN t."status" IN ('queued', 'sending') OR (t."status" = 'waiting' AND t."waiting_reason" IN ('limited', 'reauth')) THEN 'send'
    WHEN t."status" = 'waiting' AND t."waiting_reason" = 'paused' THEN 'resume'
    WHEN t."status" = 'unknown' AND t."look_at" IS NOT NULL THEN 'look'
  END AS "task") o
  WHERE o."task" IS NOT NULL;--> statement-breakpoint
CREATE VIEW "public"."post_attempts" WITH (security_invoker = true) AS (
    select t.workspace_id, t.scheduled_post_id, r.target_id, r.fence, r.status, r.started_at, r.finished_at, r.error
    from scheduled_post_accounts t join post_runs r on r.workspace_id = t.workspace_id and r.target_id = t.id
    union all
    select t.workspace_id, t.scheduled_post_id, t.id, t.fence, 'started', t.started_at, null, null
    from scheduled_post_accounts t where t.status = 'sending' and t.started_at is not null);--> statement-breakpoint
grant select on "post_attempts" to chorus_app, chorus_system;
