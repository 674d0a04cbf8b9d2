ALTER TABLE "idempotency_keys" ADD COLUMN "attempt" uuid;--> statement-breakpoint
ALTER TABLE "idempotency_keys" ADD COLUMN "request_id" text;