ALTER TABLE "scheduled_post_accounts" ADD COLUMN "handle" text;--> statement-breakpoint
ALTER TABLE "scheduled_post_accounts" ADD COLUMN "handle_version" integer;--> statement-breakpoint
ALTER TABLE "scheduled_post_accounts" ADD COLUMN "prepared" boolean DEFAULT false NOT NULL;--> statement-breakpoint
DROP FUNCTION IF EXISTS chorus_claim_targets(uuid[], int[], timestamptz, timestamptz, timestamptz);
