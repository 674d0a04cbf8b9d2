CREATE TABLE "ai_triage_rules_advanced" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"decision_id" uuid NOT NULL,
	"rule_id" uuid NOT NULL,
	"triage" text NOT NULL,
	"confidence" numeric(4, 3) NOT NULL,
	"reason" text NOT NULL,
	"snapshot_json" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "triage_rules" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"name" text NOT NULL,
	"enabled" boolean NOT NULL,
	"conditions" jsonb NOT NULL,
	"decision" text NOT NULL,
	"assign_to" uuid,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "triage_rules_position" UNIQUE("workspace_id","position") DEFERRABLE INITIALLY IMMEDIATE
);
--> statement-breakpoint
ALTER TABLE "ai_triage_rules_advanced" ADD CONSTRAINT "ai_triage_rules_advanced_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ai_triage_rules_advanced" ADD CONSTRAINT "ai_triage_rules_advanced_of_message" FOREIGN KEY ("workspace_id","message_id") REFERENCES "public"."conversation_messages"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ai_triage_rules_advanced" ADD CONSTRAINT "ai_triage_rules_advanced_of_decision" FOREIGN KEY ("workspace_id","decision_id") REFERENCES "public"."ai_decisions"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "triage_rules" ADD CONSTRAINT "triage_rules_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "triage_rules" ADD CONSTRAINT "triage_rules_assign_to_users_id_fk" FOREIGN KEY ("assign_to") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "ai_triage_rules_advanced_decision" ON "ai_triage_rules_advanced" USING btree ("workspace_id","decision_id");--> statement-breakpoint
CREATE INDEX "ai_triage_rules_advanced_message" ON "ai_triage_rules_advanced" USING btree ("workspace_id","message_id");--> statement-breakpoint
CREATE INDEX "ai_triage_rules_advanced_rule" ON "ai_triage_rules_advanced" USING btree ("workspace_id","rule_id","created_at");