ALTER TABLE "scheduled_post_media" DROP CONSTRAINT "scheduled_post_media_position";--> statement-breakpoint
ALTER TABLE "post_series" ADD COLUMN "variants" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "scheduled_post_media" ADD COLUMN "account_id" uuid;--> statement-breakpoint
ALTER TABLE "scheduled_posts" ADD COLUMN "variants" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "scheduled_post_media" ADD CONSTRAINT "scheduled_post_media_account" FOREIGN KEY ("workspace_id","account_id") REFERENCES "public"."social_accounts"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scheduled_post_media" ADD CONSTRAINT "scheduled_post_media_position" UNIQUE NULLS NOT DISTINCT("workspace_id","scheduled_post_id","account_id","position");