ALTER TABLE "social_accounts" ADD COLUMN "credentials_version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "social_accounts" ADD COLUMN "token_refresh_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "social_accounts" ADD COLUMN "token_refreshed_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "social_accounts_refresh" ON "social_accounts" USING btree ("token_refresh_at") WHERE "social_accounts"."status" = 'active' and "social_accounts"."token_refresh_at" is not null;