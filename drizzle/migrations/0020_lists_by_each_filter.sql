DROP INDEX "social_accounts_workspace";--> statement-breakpoint
DROP INDEX "task_runs_running";--> statement-breakpoint
DROP INDEX "api_keys_workspace";--> statement-breakpoint
DROP INDEX "ai_decisions_recent";--> statement-breakpoint
DROP INDEX "support_escalations_recent";--> statement-breakpoint
DROP INDEX "knowledge_documents_status";--> statement-breakpoint
DROP INDEX "media_recent";--> statement-breakpoint
DROP INDEX "system_logs_reference";--> statement-breakpoint
DROP INDEX "members_user";--> statement-breakpoint
ALTER TABLE "system_logs" ADD COLUMN "area" text GENERATED ALWAYS AS (split_part("system_logs"."event", '.', 1)) STORED;--> statement-breakpoint
ALTER TABLE "audit_log" ADD COLUMN "area" text GENERATED ALWAYS AS (split_part("audit_log"."action", '.', 1)) STORED;--> statement-breakpoint
CREATE INDEX "social_accounts_recent" ON "social_accounts" USING btree ("workspace_id","created_at","id") WHERE "social_accounts"."status" <> 'revoked';--> statement-breakpoint
CREATE INDEX "ai_decisions_of_conversation" ON "ai_decisions" USING btree ("workspace_id","conversation_id","created_at");--> statement-breakpoint
CREATE INDEX "conversations_open" ON "conversations" USING btree ("workspace_id","last_message_at","id") WHERE "conversations"."status" <> 'archived';--> statement-breakpoint
CREATE INDEX "conversations_of_account" ON "conversations" USING btree ("workspace_id","account_id","last_message_at","id");--> statement-breakpoint
CREATE INDEX "support_escalations_status" ON "support_escalations" USING btree ("workspace_id","status","created_at","id");--> statement-breakpoint
CREATE INDEX "faq_qa_enabled" ON "faq_qa" USING btree ("workspace_id","enabled","created_at","id");--> statement-breakpoint
CREATE INDEX "faq_qa_language" ON "faq_qa" USING btree ("workspace_id","lang_code","created_at","id");--> statement-breakpoint
CREATE INDEX "knowledge_documents_processing" ON "knowledge_documents" USING btree ("lease_until") WHERE "knowledge_documents"."status" = 'processing';--> statement-breakpoint
CREATE INDEX "media_kind" ON "media" USING btree ("workspace_id","kind","created_at","id") WHERE "media"."removed_at" is null;--> statement-breakpoint
CREATE INDEX "ai_usage_logs_function" ON "ai_usage_logs" USING btree ("workspace_id","function_name","called_at","id");--> statement-breakpoint
CREATE INDEX "ai_usage_logs_failed" ON "ai_usage_logs" USING btree ("workspace_id","called_at","id") WHERE not "ai_usage_logs"."success";--> statement-breakpoint
CREATE INDEX "ai_usage_logs_reference" ON "ai_usage_logs" USING btree ("workspace_id","error_reference","called_at","id") WHERE "ai_usage_logs"."error_reference" is not null;--> statement-breakpoint
CREATE INDEX "system_logs_warnings" ON "system_logs" USING btree ("logged_at","id") WHERE "system_logs"."level" in ('warn', 'error');--> statement-breakpoint
CREATE INDEX "system_logs_workspace_warnings" ON "system_logs" USING btree ("workspace_id","logged_at","id") WHERE "system_logs"."level" in ('warn', 'error');--> statement-breakpoint
CREATE INDEX "system_logs_errors" ON "system_logs" USING btree ("logged_at","id") WHERE "system_logs"."level" = 'error';--> statement-breakpoint
CREATE INDEX "system_logs_workspace_errors" ON "system_logs" USING btree ("workspace_id","logged_at","id") WHERE "system_logs"."level" = 'error';--> statement-breakpoint
CREATE INDEX "system_logs_event" ON "system_logs" USING btree ("event","logged_at","id");--> statement-breakpoint
CREATE INDEX "system_logs_workspace_event" ON "system_logs" USING btree ("workspace_id","event","logged_at","id");--> statement-breakpoint
CREATE INDEX "system_logs_area" ON "system_logs" USING btree ("area","logged_at","id");--> statement-breakpoint
CREATE INDEX "system_logs_workspace_area" ON "system_logs" USING btree ("workspace_id","area","logged_at","id");--> statement-breakpoint
CREATE INDEX "system_logs_request" ON "system_logs" USING btree ("request_id","logged_at","id") WHERE "system_logs"."request_id" is not null;--> statement-breakpoint
CREATE INDEX "task_runs_status" ON "task_runs" USING btree ("status","started_at","id");--> statement-breakpoint
CREATE INDEX "webhook_events_failed" ON "webhook_events" USING btree ("workspace_id","received_at","id") WHERE "webhook_events"."processed_at" is null and "webhook_events"."error" is not null;--> statement-breakpoint
CREATE INDEX "webhook_events_waiting" ON "webhook_events" USING btree ("workspace_id","received_at","id") WHERE "webhook_events"."processed_at" is null and "webhook_events"."error" is null and "webhook_events"."workspace_id" is not null;--> statement-breakpoint
CREATE INDEX "webhook_events_unassigned" ON "webhook_events" USING btree ("received_at","id") WHERE "webhook_events"."workspace_id" is null;--> statement-breakpoint
CREATE INDEX "post_series_status" ON "post_series" USING btree ("workspace_id","status","created_at","id");--> statement-breakpoint
CREATE INDEX "post_series_unapproved" ON "post_series" USING btree ("workspace_id","next_at") WHERE "post_series"."status" in ('draft', 'awaiting_approval');--> statement-breakpoint
CREATE INDEX "published_posts_account" ON "published_posts" USING btree ("workspace_id","account_id","published_at","id");--> statement-breakpoint
CREATE INDEX "api_keys_recent" ON "api_keys" USING btree ("workspace_id","created_at","id") WHERE "api_keys"."revoked_at" is null;--> statement-breakpoint
CREATE INDEX "audit_log_actor" ON "audit_log" USING btree ("workspace_id","actor","created_at","id");--> statement-breakpoint
CREATE INDEX "audit_log_action" ON "audit_log" USING btree ("workspace_id","action","created_at","id");--> statement-breakpoint
CREATE INDEX "audit_log_area" ON "audit_log" USING btree ("workspace_id","area","created_at","id");--> statement-breakpoint
CREATE INDEX "members_recent" ON "members" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
CREATE INDEX "ai_decisions_recent" ON "ai_decisions" USING btree ("workspace_id","decision","created_at");--> statement-breakpoint
CREATE INDEX "support_escalations_recent" ON "support_escalations" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
CREATE INDEX "knowledge_documents_status" ON "knowledge_documents" USING btree ("workspace_id","status","created_at","id");--> statement-breakpoint
CREATE INDEX "media_recent" ON "media" USING btree ("workspace_id","created_at","id") WHERE "media"."removed_at" is null;--> statement-breakpoint
CREATE INDEX "system_logs_reference" ON "system_logs" USING btree ("reference","logged_at","id") WHERE "system_logs"."reference" is not null;--> statement-breakpoint
CREATE INDEX "members_user" ON "members" USING btree ("user_id","created_at");