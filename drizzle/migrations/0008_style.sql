ALTER TABLE "profiles" ADD COLUMN "style_analysis" jsonb;--> statement-breakpoint
ALTER TABLE "profiles" ADD COLUMN "writing_style_prompt" text;--> statement-breakpoint
ALTER TABLE "profiles" ADD COLUMN "style_corrected_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "profiles" ADD COLUMN "writing_style_embedding" vector(1536);--> statement-breakpoint
ALTER TABLE "profiles" ADD COLUMN "style_due_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "profiles_style_due" ON "profiles" USING btree ("style_due_at") WHERE "profiles"."style_due_at" is not null;