-- Takes a parameter of another name now; it is made anew after the migrations.
DROP FUNCTION IF EXISTS chorus_keep_idempotency_key(uuid, text, uuid);--> statement-breakpoint
ALTER TABLE "idempotency_keys" DROP CONSTRAINT "idempotency_keys_workspace_id_key_pk";--> statement-breakpoint
ALTER TABLE "idempotency_keys" ALTER COLUMN "workspace_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "idempotency_keys" ADD COLUMN "user_id" uuid;--> statement-breakpoint
ALTER TABLE "idempotency_keys" ADD COLUMN "holder" uuid GENERATED ALWAYS AS (coalesce("idempotency_keys"."workspace_id", "idempotency_keys"."user_id")) STORED NOT NULL;--> statement-breakpoint
ALTER TABLE "idempotency_keys" ADD CONSTRAINT "idempotency_keys_holder_key_pk" PRIMARY KEY("holder","key");--> statement-breakpoint
ALTER TABLE "idempotency_keys" ADD CONSTRAINT "idempotency_keys_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
