ALTER TABLE "post_runs" DROP CONSTRAINT "post_runs_workspace_id_workspaces_id_fk";
--> statement-breakpoint
ALTER TABLE "post_runs" DROP CONSTRAINT "post_runs_scheduled_post";
--> statement-breakpoint
ALTER TABLE "published_posts" DROP CONSTRAINT "published_posts_workspace_id_workspaces_id_fk";
