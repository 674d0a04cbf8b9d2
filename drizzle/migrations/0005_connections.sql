CREATE TABLE "account_connections" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"platform" text NOT NULL,
	"account_id" uuid,
	"status" text DEFAULT 'begun' NOT NULL,
	"session" text,
	"return_to" text NOT NULL,
	"grant" text,
	"choices" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"account_ids" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"problem" text,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "social_accounts" ADD COLUMN "grant_ends_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "account_connections" ADD CONSTRAINT "account_connections_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_connections" ADD CONSTRAINT "account_connections_account" FOREIGN KEY ("workspace_id","account_id") REFERENCES "public"."social_accounts"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "account_connections_account_id" ON "account_connections" USING btree ("workspace_id","account_id");--> statement-breakpoint
CREATE INDEX "account_connections_expired" ON "account_connections" USING btree ("expires_at");