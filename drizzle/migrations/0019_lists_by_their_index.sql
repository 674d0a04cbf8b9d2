DROP INDEX "ai_errors_recent";--> statement-breakpoint
DROP INDEX "social_accounts_workspace";--> statement-breakpoint
DROP INDEX "ai_decisions_recent";--> statement-breakpoint
DROP INDEX "conversation_messages_thread";--> statement-breakpoint
DROP INDEX "conversation_messages_troubled";--> statement-breakpoint
DROP INDEX "conversations_recent";--> statement-breakpoint
DROP INDEX "conversations_status";--> statement-breakpoint
DROP INDEX "conversations_held";--> statement-breakpoint
DROP INDEX "conversations_inbound";--> statement-breakpoint
DROP INDEX "support_escalations_recent";--> statement-breakpoint
DROP INDEX "faq_qa_recent";--> statement-breakpoint
DROP INDEX "knowledge_documents_recent";--> statement-breakpoint
DROP INDEX "media_recent";--> statement-breakpoint
DROP INDEX "ai_usage_logs_recent";--> statement-breakpoint
DROP INDEX "dead_letters_recent";--> statement-breakpoint
DROP INDEX "system_logs_recent";--> statement-breakpoint
DROP INDEX "system_logs_workspace";--> statement-breakpoint
DROP INDEX "task_runs_recent";--> statement-breakpoint
DROP INDEX "task_runs_task";--> statement-breakpoint
DROP INDEX "webhook_deliveries_recent";--> statement-breakpoint
DROP INDEX "webhook_events_recent";--> statement-breakpoint
DROP INDEX "post_runs_post";--> statement-breakpoint
DROP INDEX "scheduled_posts_status";--> statement-breakpoint
DROP INDEX "api_keys_workspace";--> statement-breakpoint
DROP INDEX "audit_log_workspace";--> statement-breakpoint
DROP INDEX "audit_log_object";--> statement-breakpoint
DROP INDEX "invitations_workspace";--> statement-breakpoint
CREATE INDEX "social_accounts_workspace" ON "social_accounts" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
CREATE INDEX "ai_decisions_recent" ON "ai_decisions" USING btree ("workspace_id","created_at");--> statement-breakpoint
CREATE INDEX "conversation_messages_thread" ON "conversation_messages" USING btree ("workspace_id","conversation_id","sent_at","id");--> statement-breakpoint
CREATE INDEX "conversation_messages_troubled" ON "conversation_messages" USING btree ("workspace_id","sent_at") WHERE "conversation_messages"."direction" = 'outbound' and "conversation_messages"."status" in ('failed', 'unknown');--> statement-breakpoint
CREATE INDEX "conversations_recent" ON "conversations" USING btree ("workspace_id","last_message_at","id");--> statement-breakpoint
CREATE INDEX "conversations_status" ON "conversations" USING btree ("workspace_id","status","last_message_at","id");--> statement-breakpoint
CREATE INDEX "conversations_held" ON "conversations" USING btree ("workspace_id","held_by_user_id","last_message_at","id") WHERE "conversations"."held";--> statement-breakpoint
CREATE INDEX "conversations_inbound" ON "conversations" USING btree ("workspace_id","last_inbound_at");--> statement-breakpoint
CREATE INDEX "support_escalations_recent" ON "support_escalations" USING btree ("workspace_id","status","created_at","id");--> statement-breakpoint
CREATE INDEX "faq_qa_recent" ON "faq_qa" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
CREATE INDEX "knowledge_documents_recent" ON "knowledge_documents" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
CREATE INDEX "media_recent" ON "media" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
CREATE INDEX "ai_usage_logs_recent" ON "ai_usage_logs" USING btree ("workspace_id","called_at","id");--> statement-breakpoint
CREATE INDEX "dead_letters_recent" ON "dead_letters" USING btree ("dead_at","id");--> statement-breakpoint
CREATE INDEX "system_logs_recent" ON "system_logs" USING btree ("logged_at","id");--> statement-breakpoint
CREATE INDEX "system_logs_workspace" ON "system_logs" USING btree ("workspace_id","logged_at","id");--> statement-breakpoint
CREATE INDEX "task_runs_recent" ON "task_runs" USING btree ("started_at","id");--> statement-breakpoint
CREATE INDEX "task_runs_task" ON "task_runs" USING btree ("task","started_at","id");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_recent" ON "webhook_deliveries" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "webhook_events_recent" ON "webhook_events" USING btree ("workspace_id","received_at","id");--> statement-breakpoint
CREATE INDEX "post_runs_post" ON "post_runs" USING btree ("workspace_id","scheduled_post_id","started_at");--> statement-breakpoint
CREATE INDEX "scheduled_posts_status" ON "scheduled_posts" USING btree ("workspace_id","status","publish_at","id");--> statement-breakpoint
CREATE INDEX "api_keys_workspace" ON "api_keys" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
CREATE INDEX "audit_log_workspace" ON "audit_log" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
CREATE INDEX "audit_log_object" ON "audit_log" USING btree ("workspace_id","object_id","created_at","id");--> statement-breakpoint
CREATE INDEX "invitations_workspace" ON "invitations" USING btree ("workspace_id","created_at","id");