ALTER TABLE "ai_settings" ADD COLUMN "answer_model" text;--> statement-breakpoint
ALTER TABLE "ai_settings" ADD COLUMN "temperature" double precision;--> statement-breakpoint
ALTER TABLE "ai_settings" ADD COLUMN "max_output_tokens" integer;