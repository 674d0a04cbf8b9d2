CREATE TABLE "automation_executions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"rule_id" uuid NOT NULL,
	"character_id" uuid NOT NULL,
	"trigger_key" text NOT NULL,
	"trigger_type" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"subject" text DEFAULT '' NOT NULL,
	"chain" uuid[] DEFAULT '{}' NOT NULL,
	"status" text DEFAULT 'due' NOT NULL,
	"why" text,
	"error" text,
	"steps" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"content_id" uuid,
	"text" text,
	"fingerprint" text,
	"scheduled_post_id" uuid,
	"fence" integer DEFAULT 0 NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"again_at" timestamp (3) with time zone DEFAULT 'epoch' NOT NULL,
	"started_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "automation_executions_tenant" UNIQUE("workspace_id","id"),
	CONSTRAINT "automation_executions_once" UNIQUE("workspace_id","rule_id","trigger_key")
);
--> statement-breakpoint
CREATE TABLE "automation_rules" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"character_id" uuid NOT NULL,
	"name" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"is_enabled" boolean DEFAULT true NOT NULL,
	"trigger_type" text NOT NULL,
	"trigger_config" jsonb NOT NULL,
	"platforms" text[] NOT NULL,
	"content_type" text NOT NULL,
	"content_category" text,
	"prompt_template" text,
	"caption_template" text,
	"hashtag_strategy" text NOT NULL,
	"hashtag_template" text,
	"min_content_quality" numeric(3, 2) NOT NULL,
	"needs_approval" boolean NOT NULL,
	"max_posts_per_day" integer,
	"max_posts_per_week" integer,
	"cooldown_minutes" integer NOT NULL,
	"quiet_from" text,
	"quiet_to" text,
	"next_at" timestamp (3) with time zone,
	"next_counted" integer DEFAULT 0 NOT NULL,
	"decided" integer DEFAULT 0 NOT NULL,
	"times_executed" integer DEFAULT 0 NOT NULL,
	"last_executed_at" timestamp (3) with time zone,
	"success_count" integer DEFAULT 0 NOT NULL,
	"failure_count" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "automation_rules_tenant" UNIQUE("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "credit_reservations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"act" text NOT NULL,
	"credits" integer NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "credit_transactions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"user_credits_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"act" text,
	"amount" bigint NOT NULL,
	"reference" text NOT NULL,
	"booked_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "prices" (
	"id" text PRIMARY KEY NOT NULL,
	"product_id" text NOT NULL,
	"is_active" boolean NOT NULL,
	"currency" text NOT NULL,
	"unit_amount" bigint,
	"interval" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "products" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"is_active" boolean NOT NULL,
	"plan" text,
	"credits" integer,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "user_credits" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"balance" bigint DEFAULT 0 NOT NULL,
	"topped_up" bigint DEFAULT 0 NOT NULL,
	"allowance" integer NOT NULL,
	"granted" integer DEFAULT 0 NOT NULL,
	"anchor_at" timestamp (3) with time zone NOT NULL,
	"period_start" timestamp (3) with time zone,
	"period_end" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "user_credits_workspace" UNIQUE("workspace_id"),
	CONSTRAINT "user_credits_tenant" UNIQUE("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "user_subscriptions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"stripe_subscription_id" text NOT NULL,
	"stripe_customer_id" text NOT NULL,
	"price_id" text,
	"product_id" text,
	"status" text NOT NULL,
	"plan" text NOT NULL,
	"credits" integer NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"current_period_start" timestamp (3) with time zone NOT NULL,
	"current_period_end" timestamp (3) with time zone NOT NULL,
	"cancel_at_period_end" boolean NOT NULL,
	"past_due_since" timestamp (3) with time zone,
	"machines_stopped_at" timestamp (3) with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "user_subscriptions_stripe" UNIQUE("stripe_subscription_id")
);
--> statement-breakpoint
ALTER TABLE "scheduled_post_media" DROP CONSTRAINT "scheduled_post_media_position";--> statement-breakpoint
ALTER TABLE "post_series" ADD COLUMN "variants" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "scheduled_post_media" ADD COLUMN "account_id" uuid;--> statement-breakpoint
ALTER TABLE "scheduled_posts" ADD COLUMN "variants" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "automation_executions" ADD CONSTRAINT "automation_executions_of" FOREIGN KEY ("workspace_id","rule_id") REFERENCES "public"."automation_rules"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "automation_rules" ADD CONSTRAINT "automation_rules_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "automation_rules" ADD CONSTRAINT "automation_rules_of" FOREIGN KEY ("workspace_id","character_id") REFERENCES "public"."characters"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_reservations" ADD CONSTRAINT "credit_reservations_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_transactions" ADD CONSTRAINT "credit_transactions_of_credits" FOREIGN KEY ("workspace_id","user_credits_id") REFERENCES "public"."user_credits"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_credits" ADD CONSTRAINT "user_credits_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_subscriptions" ADD CONSTRAINT "user_subscriptions_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "automation_executions_recent" ON "automation_executions" USING btree ("workspace_id","at","id");--> statement-breakpoint
CREATE INDEX "automation_executions_rule" ON "automation_executions" USING btree ("workspace_id","rule_id","at","id");--> statement-breakpoint
CREATE INDEX "automation_executions_character" ON "automation_executions" USING btree ("workspace_id","character_id","at","id");--> statement-breakpoint
CREATE INDEX "automation_executions_status" ON "automation_executions" USING btree ("workspace_id","status","at","id");--> statement-breakpoint
CREATE INDEX "automation_executions_same" ON "automation_executions" USING btree ("workspace_id","character_id","fingerprint");--> statement-breakpoint
CREATE INDEX "automation_executions_post" ON "automation_executions" USING btree ("workspace_id","scheduled_post_id");--> statement-breakpoint
CREATE INDEX "automation_executions_content" ON "automation_executions" USING btree ("workspace_id","content_id","at");--> statement-breakpoint
CREATE INDEX "automation_executions_due" ON "automation_executions" USING btree ("at") WHERE "automation_executions"."status" = 'due';--> statement-breakpoint
CREATE INDEX "automation_executions_open" ON "automation_executions" USING btree ("again_at") WHERE "automation_executions"."status" in ('admitted', 'running');--> statement-breakpoint
CREATE INDEX "automation_rules_recent" ON "automation_rules" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
CREATE INDEX "automation_rules_character" ON "automation_rules" USING btree ("workspace_id","character_id","created_at","id");--> statement-breakpoint
CREATE INDEX "automation_rules_due" ON "automation_rules" USING btree ("next_at") WHERE "automation_rules"."is_enabled";--> statement-breakpoint
CREATE INDEX "automation_rules_events" ON "automation_rules" USING btree ("workspace_id") WHERE "automation_rules"."is_enabled" and "automation_rules"."trigger_type" = 'event';--> statement-breakpoint
CREATE INDEX "credit_reservations_workspace" ON "credit_reservations" USING btree ("workspace_id","expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "credit_transactions_once" ON "credit_transactions" USING btree ("workspace_id","reference");--> statement-breakpoint
CREATE INDEX "credit_transactions_recent" ON "credit_transactions" USING btree ("workspace_id","booked_at","id");--> statement-breakpoint
CREATE INDEX "prices_product" ON "prices" USING btree ("product_id");--> statement-breakpoint
CREATE INDEX "user_subscriptions_workspace" ON "user_subscriptions" USING btree ("workspace_id","started_at");--> statement-breakpoint
CREATE INDEX "user_subscriptions_past_due" ON "user_subscriptions" USING btree ("past_due_since") WHERE "user_subscriptions"."past_due_since" is not null;--> statement-breakpoint
CREATE INDEX "user_subscriptions_stopped" ON "user_subscriptions" USING btree ("workspace_id") WHERE "user_subscriptions"."machines_stopped_at" is not null;--> statement-breakpoint
ALTER TABLE "scheduled_post_media" ADD CONSTRAINT "scheduled_post_media_account" FOREIGN KEY ("workspace_id","account_id") REFERENCES "public"."social_accounts"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scheduled_post_media" ADD CONSTRAINT "scheduled_post_media_position" UNIQUE NULLS NOT DISTINCT("workspace_id","scheduled_post_id","account_id","position");