-- Roles. A login that may become either role and is nothing by itself: a query outside the wrapper sees nothing.
-- Granted explicitly, because an owner with BYPASSRLS (Neon) or a superuser (PGlite) would hide a mistake.
do $$
begin
  if not exists (select from pg_roles where rolname = 'chorus_app') then create role chorus_app nologin nobypassrls; end if;
  if not exists (select from pg_roles where rolname = 'chorus_system') then create role chorus_system nologin nobypassrls; end if;
  if not exists (select from pg_roles where rolname = 'chorus_login') then create role chorus_login login noinherit nobypassrls; end if;
end $$;
--> statement-breakpoint
grant chorus_app, chorus_system to chorus_login;
--> statement-breakpoint
grant chorus_system to current_user;
--> statement-breakpoint
create extension if not exists vector;
--> statement-breakpoint
-- Of the contrib modules, and trusted: a database's owner may make them.
create extension if not exists btree_gin;
--> statement-breakpoint
create extension if not exists pg_trgm;
--> statement-breakpoint
grant usage on schema public to chorus_app, chorus_system, chorus_login;
--> statement-breakpoint
-- The tenant of the running transaction; null outside the wrapper, which matches no row.
create function chorus_workspace_id() returns uuid
language sql stable parallel safe
return nullif(current_setting('app.workspace_id', true), '')::uuid;
--> statement-breakpoint
-- The person behind the running transaction; null for machines and outside the wrapper.
create function chorus_user_id() returns uuid
language sql stable parallel safe
return nullif(current_setting('app.user_id', true), '')::uuid;
--> statement-breakpoint
-- A text with the words that people look for it by and that Postgres does not see in it: the numbers of `FAC-2026-1234`, whose
-- hyphens it takes for minus signs; the words within an address; a telephone number by its last seven digits, however it is
-- grouped. Stored columns and indexes are made by it, and by the functions below: whoever changes one makes them anew.
create function chorus_told(value text) returns text
language sql immutable parallel safe
return regexp_replace(value, '-(?=\d)', ' ', 'g')
  || coalesce((
    select ' ' || string_agg(regexp_replace(address[1], '[^[:alnum:]]+', ' ', 'g'), ' ')
    from regexp_matches(value,
      '\S*(?:[[:alpha:]][@._/:][[:alnum:]]|[[:alnum:]][@._/:][[:alpha:]])\S*', 'g') address), '')
  || coalesce((
    select ' ' || string_agg(right(regexp_replace(number[1], '\D', '', 'g'), 7), ' ')
    from regexp_matches(value, '(\d(?:[ .()/\u00a0\u202f-]{0,2}\d){6,18})', 'g') number), '');
--> statement-breakpoint
-- What is looked for, in the same words: of a telephone number its last seven digits alone.
create function chorus_sought(value text) returns text
language sql immutable parallel safe
return regexp_replace(
    regexp_replace(value, '\+?\d(?:[ .()/\u00a0\u202f-]{0,2}\d){6,18}', ' ', 'g'), '-(?=\d)', ' ', 'g')
  || coalesce((
    select ' ' || string_agg(right(regexp_replace(number[1], '\D', '', 'g'), 7), ' ')
    from regexp_matches(value, '(\d(?:[ .()/\u00a0\u202f-]{0,2}\d){6,18})', 'g') number), '');
--> statement-breakpoint
-- The telephone numbers of a text, however they are grouped: the whole of each without its trunk zero or 00 as one word, and each
-- of its ends of seven digits or more, so that it is found with and without the country's prefix.
create function chorus_telephones(value text) returns text
language sql immutable parallel safe
return coalesce((
  select string_agg(' tel' || bare || coalesce((select string_agg(' ' || right(bare, n), '') from generate_series(7, length(bare)) n), ''), '')
  from (
    select ltrim(regexp_replace(replace(number[1], '(0)', ''), '\D', '', 'g'), '0') as bare
    from regexp_matches(value, '(?<!\d)(\d(?:[ .()/\u00a0\u202f-]{0,2}\d){6,18})(?!\d)', 'g') number
  ) numbers), '');
--> statement-breakpoint
-- Words of names and messages, without accents, whatever the language: `Zoe` finds “Zoé”, the beginning of a word the word.
create function chorus_words(value text) returns tsvector
language sql immutable parallel safe
return to_tsvector('pg_catalog.simple'::regconfig,
  regexp_replace(normalize(chorus_told(left(coalesce(value, ''), 8000)) || chorus_telephones(left(coalesce(value, ''), 8000)), NFD),
    '[\u0300-\u036f]', '', 'g'));
--> statement-breakpoint
-- The same with the tenant as one word more, which has a space in it as no word of a text has: the index then reads
-- nothing of other workspaces, however common a word is there.
create function chorus_tenant_words(tenant uuid, value text) returns tsvector
language sql immutable parallel safe
return chorus_words(value) || array_to_tsvector(array['tenant ' || tenant::text]);
--> statement-breakpoint
-- What a search of a list looks in, one part a line, so that nothing is found across two of them.
create function chorus_lines(variadic parts text[]) returns text
language sql immutable parallel safe
as $$ select array_to_string(parts, E'\n') $$;
--> statement-breakpoint
CREATE TABLE "social_accounts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"platform" text NOT NULL,
	"external_id" text NOT NULL,
	"name" text NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"status_reason" text,
	"credentials" text NOT NULL,
	"credentials_version" integer DEFAULT 1 NOT NULL,
	"token_refresh_at" timestamp (3) with time zone,
	"token_refreshed_at" timestamp (3) with time zone,
	"webhook_secret_version" integer DEFAULT 1 NOT NULL,
	"webhook_key_version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "social_accounts_tenant" UNIQUE("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"token" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sessions_token_unique" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "sign_ins" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp (3) with time zone,
	"refresh_token_expires_at" timestamp (3) with time zone,
	"scope" text,
	"password" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sign_ins_provider_account" UNIQUE("provider_id","account_id")
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "users_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "verifications" (
	"id" uuid PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "workspaces" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"paused_at" timestamp (3) with time zone,
	"paused_by" text,
	"pause_reason" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "conversation_reads" (
	"workspace_id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"read_until" timestamp (3) with time zone NOT NULL,
	"seen_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "conversation_reads_workspace_id_conversation_id_user_id_pk" PRIMARY KEY("workspace_id","conversation_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "ai_decisions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"decision" text NOT NULL,
	"confidence" numeric(4, 3) NOT NULL,
	"reason" text NOT NULL,
	"matched_rule" text,
	"message_text" text NOT NULL,
	"model" text NOT NULL,
	"prompt" text,
	"snapshot_json" jsonb NOT NULL,
	"superseded" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "ai_decisions_tenant" UNIQUE("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "ai_rules" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"instructions" text DEFAULT '' NOT NULL,
	"ignore_examples" text[] DEFAULT '{}' NOT NULL,
	"ai_control_enabled" boolean DEFAULT true NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "ai_rules_workspace" UNIQUE("workspace_id")
);
--> statement-breakpoint
CREATE TABLE "ai_settings" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"system_prompt" text DEFAULT '' NOT NULL,
	"disclosure" text DEFAULT '' NOT NULL,
	"handoff_told" boolean DEFAULT false NOT NULL,
	"handoff_words" text DEFAULT '' NOT NULL,
	"handoff_words_closed" text DEFAULT '' NOT NULL,
	"opening_hours" jsonb,
	"answer_model" text,
	"temperature" double precision,
	"max_output_tokens" integer,
	"ai_enabled_for_conversations" boolean DEFAULT true NOT NULL,
	"auto_reply_enabled" boolean DEFAULT true NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "ai_settings_workspace" UNIQUE("workspace_id")
);
--> statement-breakpoint
CREATE TABLE "contact_identities" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"value" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "contact_identities_value" UNIQUE("workspace_id","account_id","kind","value")
);
--> statement-breakpoint
CREATE TABLE "conversation_messages" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"direction" text NOT NULL,
	"author" text NOT NULL,
	"author_user_id" uuid,
	"platform_message_id" text,
	"message_type" text NOT NULL,
	"text" text,
	"answer_from" integer,
	"notice" text,
	"metadata" jsonb,
	"details" jsonb,
	"note" text,
	"status" text NOT NULL,
	"phase" text GENERATED ALWAYS AS (case when status in ('queued', 'sending', 'waiting') then 'open' when status in ('failed', 'unknown') then 'troubled'
          when status = 'cancelled' then 'cancelled' else 'settled' end) STORED NOT NULL,
	"error" text,
	"fence" integer DEFAULT 0 NOT NULL,
	"lease_until" timestamp (3) with time zone,
	"not_before" timestamp (3) with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	"reply_to_id" uuid,
	"triage" text,
	"confidence" numeric(4, 3),
	"ai_decision_id" uuid,
	"sent_at" timestamp (3) with time zone NOT NULL,
	"delivered_at" timestamp (3) with time zone,
	"read_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "conversation_messages_tenant" UNIQUE("workspace_id","id"),
	CONSTRAINT "conversation_messages_platform" UNIQUE("workspace_id","platform_message_id","conversation_id")
);
--> statement-breakpoint
CREATE TABLE "conversations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"platform" text NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"held" boolean DEFAULT false NOT NULL,
	"held_by_user_id" uuid,
	"held_by_key_id" uuid,
	"held_at" timestamp (3) with time zone,
	"recipient" text NOT NULL,
	"opted_out_at" timestamp (3) with time zone,
	"opted_out_by" text,
	"disclosed_at" timestamp (3) with time zone,
	"consent_at" timestamp (3) with time zone,
	"recipient_at" timestamp (3) with time zone,
	"name_at" timestamp (3) with time zone,
	"handle_at" timestamp (3) with time zone,
	"last_inbound_at" timestamp (3) with time zone,
	"last_message_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "conversations_tenant" UNIQUE("workspace_id","id"),
	CONSTRAINT "conversations_contact" UNIQUE("workspace_id","account_id","customer_id")
);
--> statement-breakpoint
CREATE TABLE "customers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"name" text,
	"handle" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "customers_tenant" UNIQUE("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "message_media" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	"kind" text NOT NULL,
	"mime_type" text,
	"file_name" text,
	"size_bytes" integer,
	"width" integer,
	"height" integer,
	"sha256" text,
	"platform_media_id" text,
	"media_id" uuid,
	"object_name" text,
	"status" text NOT NULL,
	"error" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"lease_until" timestamp (3) with time zone,
	"next_try_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "message_media_tenant" UNIQUE("workspace_id","id"),
	CONSTRAINT "message_media_position" UNIQUE("workspace_id","message_id","position")
);
--> statement-breakpoint
CREATE TABLE "support_escalations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"decision_id" uuid,
	"reason" text NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"note" text,
	"assigned_to" uuid,
	"resolved_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "faq_qa" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"question" text NOT NULL,
	"answer" text NOT NULL,
	"keywords" text[] DEFAULT '{}' NOT NULL,
	"lang_code" text NOT NULL,
	"enabled" boolean DEFAULT true NOT NULL,
	"tsv" "tsvector" GENERATED ALWAYS AS (case "faq_qa"."lang_code"
        when 'en' then to_tsvector('pg_catalog.english', chorus_told("faq_qa"."question" || ' ' || "faq_qa"."answer"))
        when 'fr' then to_tsvector('pg_catalog.french', chorus_told("faq_qa"."question" || ' ' || "faq_qa"."answer"))
        when 'es' then to_tsvector('pg_catalog.spanish', chorus_told("faq_qa"."question" || ' ' || "faq_qa"."answer"))
        else to_tsvector('pg_catalog.simple', chorus_told("faq_qa"."question" || ' ' || "faq_qa"."answer"))
      end) STORED,
	"embedding" vector(1536),
	"embedding_model" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "faq_qa_tenant" UNIQUE("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "knowledge_chunks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"document_id" uuid NOT NULL,
	"chunk_index" integer NOT NULL,
	"heading" text,
	"content" text NOT NULL,
	"blocks" jsonb,
	"lang_code" text NOT NULL,
	"tsv" "tsvector" GENERATED ALWAYS AS (case "knowledge_chunks"."lang_code"
        when 'en' then to_tsvector('pg_catalog.english', chorus_told(coalesce("knowledge_chunks"."heading", '') || ' ' || "knowledge_chunks"."content"))
        when 'fr' then to_tsvector('pg_catalog.french', chorus_told(coalesce("knowledge_chunks"."heading", '') || ' ' || "knowledge_chunks"."content"))
        when 'es' then to_tsvector('pg_catalog.spanish', chorus_told(coalesce("knowledge_chunks"."heading", '') || ' ' || "knowledge_chunks"."content"))
        else to_tsvector('pg_catalog.simple', chorus_told(coalesce("knowledge_chunks"."heading", '') || ' ' || "knowledge_chunks"."content"))
      end) STORED,
	"embedding" vector(1536) NOT NULL,
	"embedding_model" text NOT NULL,
	"start_char" integer NOT NULL,
	"end_char" integer NOT NULL,
	"token_count" integer NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "knowledge_chunks_position" UNIQUE("workspace_id","document_id","chunk_index")
);
--> statement-breakpoint
CREATE TABLE "knowledge_documents" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"title" text NOT NULL,
	"title_chosen" boolean DEFAULT false NOT NULL,
	"source" text NOT NULL,
	"file_name" text,
	"source_url" text,
	"object_name" text NOT NULL,
	"indexed_name" text,
	"lang_code" text,
	"status" text NOT NULL,
	"error" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"lease_until" timestamp (3) with time zone,
	"file_size_bytes" bigint NOT NULL,
	"chunk_count" integer DEFAULT 0 NOT NULL,
	"reader_version" integer DEFAULT 0 NOT NULL,
	"unread" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"last_ingested_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "knowledge_documents_tenant" UNIQUE("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "media" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"mime_type" text NOT NULL,
	"file_name" text NOT NULL,
	"size_bytes" integer NOT NULL,
	"width" integer,
	"height" integer,
	"sha256" text NOT NULL,
	"alt_text" text,
	"object_name" text NOT NULL,
	"removed_at" timestamp (3) with time zone,
	"created_by" uuid,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "media_tenant" UNIQUE("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "notification_mails" (
	"workspace_id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"mailed_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "notification_mails_workspace_id_conversation_id_user_id_pk" PRIMARY KEY("workspace_id","conversation_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "notification_settings" (
	"workspace_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"settings" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "notification_settings_workspace_id_user_id_pk" PRIMARY KEY("workspace_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "ai_errors" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"reference" text NOT NULL,
	"function_name" text NOT NULL,
	"provider" text NOT NULL,
	"model" text NOT NULL,
	"error" text NOT NULL,
	"request_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "ai_errors_reference" UNIQUE("reference")
);
--> statement-breakpoint
CREATE TABLE "ai_usage_logs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"function_name" text NOT NULL,
	"provider" text NOT NULL,
	"model" text NOT NULL,
	"prompt" text,
	"input_tokens" integer NOT NULL,
	"output_tokens" integer NOT NULL,
	"cost_micros" bigint NOT NULL,
	"latency_ms" integer NOT NULL,
	"success" boolean NOT NULL,
	"error_reference" text,
	"request_id" text NOT NULL,
	"called_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "dead_letters" (
	"id" uuid PRIMARY KEY NOT NULL,
	"queue" text NOT NULL,
	"message_id" text NOT NULL,
	"body" jsonb NOT NULL,
	"attempts" integer NOT NULL,
	"error" text,
	"dead_at" timestamp (3) with time zone NOT NULL,
	"replayed_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "dead_letters_message" UNIQUE("message_id")
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"job" jsonb NOT NULL,
	"not_before" timestamp (3) with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "system_logs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid,
	"level" text NOT NULL,
	"event" text NOT NULL,
	"area" text GENERATED ALWAYS AS (split_part("system_logs"."event", '.', 1)) STORED,
	"actor" text,
	"request_id" text,
	"reference" text,
	"detail" jsonb NOT NULL,
	"logged_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "task_runs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"task" text NOT NULL,
	"status" text NOT NULL,
	"processed" integer DEFAULT 0 NOT NULL,
	"failed" integer DEFAULT 0 NOT NULL,
	"error" text,
	"request_id" text NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "webhook_deliveries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"source" text NOT NULL,
	"account" jsonb,
	"body" text,
	"object_name" text,
	"update_count" integer NOT NULL,
	"error" text,
	"received_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "webhook_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid,
	"delivery_id" uuid,
	"source" text NOT NULL,
	"event_type" text NOT NULL,
	"external_account_id" text,
	"account_id" uuid,
	"dedupe_key" text NOT NULL,
	"payload" jsonb NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"error" text,
	"next_try_at" timestamp (3) with time zone,
	"occurred_at" timestamp (3) with time zone NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"processed_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "webhook_events_dedupe" UNIQUE NULLS NOT DISTINCT("workspace_id","source","dedupe_key")
);
--> statement-breakpoint
CREATE TABLE "worker_flags" (
	"name" text PRIMARY KEY NOT NULL,
	"enabled" boolean NOT NULL,
	"reason" text,
	"changed_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "post_runs" (
	"workspace_id" uuid NOT NULL,
	"target_id" uuid NOT NULL,
	"fence" integer NOT NULL,
	"status" text NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone NOT NULL,
	"error" text,
	"answer" jsonb,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "post_runs_attempt" PRIMARY KEY("workspace_id","target_id","fence")
);
--> statement-breakpoint
CREATE TABLE "post_series" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"text" text NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"start_local" text NOT NULL,
	"timezone" text NOT NULL,
	"rrule" text NOT NULL,
	"exdate" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"rdate" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"media" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"ends_before" timestamp (3) with time zone,
	"made_until" timestamp (3) with time zone,
	"made_count" integer DEFAULT 0 NOT NULL,
	"next_at" timestamp (3) with time zone,
	"continues" uuid,
	"created_by" uuid,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "post_series_tenant" UNIQUE("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "post_series_accounts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"series_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "post_series_accounts_account" UNIQUE("workspace_id","series_id","account_id")
);
--> statement-breakpoint
CREATE TABLE "published_posts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"scheduled_post_id" uuid,
	"target_id" uuid,
	"external_post_id" text NOT NULL,
	"post_url" text,
	"content" text NOT NULL,
	"published_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "published_posts_external" UNIQUE("workspace_id","account_id","external_post_id")
);
--> statement-breakpoint
CREATE TABLE "publishing_queue" (
	"target_id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"scheduled_post_id" uuid NOT NULL,
	"publish_at" timestamp (3) with time zone NOT NULL,
	"task" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "scheduled_post_accounts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"scheduled_post_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"status" text DEFAULT 'queued' NOT NULL,
	"waiting_reason" text,
	"due_at" timestamp (3) with time zone NOT NULL,
	"fence" integer DEFAULT 0 NOT NULL,
	"started_at" timestamp (3) with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	"external_post_id" text,
	"url" text,
	"look_at" timestamp (3) with time zone,
	"looks" integer DEFAULT 0 NOT NULL,
	"error" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "scheduled_post_accounts_tenant" UNIQUE("workspace_id","id"),
	CONSTRAINT "scheduled_post_accounts_target" UNIQUE("workspace_id","scheduled_post_id","account_id")
);
--> statement-breakpoint
CREATE TABLE "scheduled_post_media" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"scheduled_post_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"media_id" uuid NOT NULL,
	"alt_text" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "scheduled_post_media_position" UNIQUE("workspace_id","scheduled_post_id","position")
);
--> statement-breakpoint
CREATE TABLE "scheduled_posts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"text" text NOT NULL,
	"status" text DEFAULT 'queued' NOT NULL,
	"apart" text GENERATED ALWAYS AS (case when status in ('queued', 'publishing', 'published') then null else status end) STORED,
	"publish_at" timestamp (3) with time zone NOT NULL,
	"timezone" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"series_id" uuid,
	"occurrence" text,
	"detached" boolean DEFAULT false NOT NULL,
	"created_by" uuid,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "scheduled_posts_tenant" UNIQUE("workspace_id","id"),
	CONSTRAINT "scheduled_posts_occurrence" UNIQUE("workspace_id","series_id","occurrence")
);
--> statement-breakpoint
CREATE TABLE "api_keys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"name" text NOT NULL,
	"prefix" text NOT NULL,
	"hash" text NOT NULL,
	"scopes" text[] NOT NULL,
	"created_by" uuid,
	"expires_at" timestamp (3) with time zone,
	"last_used_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "api_keys_hash" UNIQUE("hash")
);
--> statement-breakpoint
CREATE TABLE "audit_log" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"actor" text NOT NULL,
	"actor_label" text DEFAULT '' NOT NULL,
	"action" text NOT NULL,
	"area" text GENERATED ALWAYS AS (split_part("audit_log"."action", '.', 1)) STORED,
	"object_type" text NOT NULL,
	"object_id" uuid,
	"before" jsonb,
	"after" jsonb,
	"request_id" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"workspace_id" uuid NOT NULL,
	"key" text NOT NULL,
	"request_hash" text NOT NULL,
	"status" text NOT NULL,
	"attempt" uuid,
	"request_id" text,
	"response_status" text,
	"response_body" jsonb,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "idempotency_keys_workspace_id_key_pk" PRIMARY KEY("workspace_id","key")
);
--> statement-breakpoint
CREATE TABLE "invitations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"email" text NOT NULL,
	"role" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"invited_by" uuid,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"accepted_at" timestamp (3) with time zone,
	"accepted_by" uuid,
	"revoked_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "members" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"role" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "members_workspace_user" UNIQUE("workspace_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "user_onboarding" (
	"workspace_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"steps" jsonb NOT NULL,
	"completed_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "user_onboarding_workspace_id_user_id_pk" PRIMARY KEY("workspace_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "workspace_keys" (
	"workspace_id" uuid PRIMARY KEY NOT NULL,
	"wrapped_key" text NOT NULL,
	"master_key_version" integer NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "social_accounts" ADD CONSTRAINT "social_accounts_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_ins" ADD CONSTRAINT "sign_ins_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversation_reads" ADD CONSTRAINT "conversation_reads_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversation_reads" ADD CONSTRAINT "conversation_reads_conversation" FOREIGN KEY ("workspace_id","conversation_id") REFERENCES "public"."conversations"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ai_decisions" ADD CONSTRAINT "ai_decisions_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ai_decisions" ADD CONSTRAINT "ai_decisions_conversation" FOREIGN KEY ("workspace_id","conversation_id") REFERENCES "public"."conversations"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ai_rules" ADD CONSTRAINT "ai_rules_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ai_settings" ADD CONSTRAINT "ai_settings_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_identities" ADD CONSTRAINT "contact_identities_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_identities" ADD CONSTRAINT "contact_identities_account" FOREIGN KEY ("workspace_id","account_id") REFERENCES "public"."social_accounts"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_identities" ADD CONSTRAINT "contact_identities_owner" FOREIGN KEY ("workspace_id","customer_id") REFERENCES "public"."customers"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversation_messages" ADD CONSTRAINT "conversation_messages_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversation_messages" ADD CONSTRAINT "conversation_messages_author_user_id_users_id_fk" FOREIGN KEY ("author_user_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversation_messages" ADD CONSTRAINT "conversation_messages_conversation" FOREIGN KEY ("workspace_id","conversation_id") REFERENCES "public"."conversations"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversation_messages" ADD CONSTRAINT "conversation_messages_decision" FOREIGN KEY ("workspace_id","ai_decision_id") REFERENCES "public"."ai_decisions"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_held_by_user_id_users_id_fk" FOREIGN KEY ("held_by_user_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_account" FOREIGN KEY ("workspace_id","account_id") REFERENCES "public"."social_accounts"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_customer" FOREIGN KEY ("workspace_id","customer_id") REFERENCES "public"."customers"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customers_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_media" ADD CONSTRAINT "message_media_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_media" ADD CONSTRAINT "message_media_message" FOREIGN KEY ("workspace_id","message_id") REFERENCES "public"."conversation_messages"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_media" ADD CONSTRAINT "message_media_media" FOREIGN KEY ("workspace_id","media_id") REFERENCES "public"."media"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support_escalations" ADD CONSTRAINT "support_escalations_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support_escalations" ADD CONSTRAINT "support_escalations_assigned_to_users_id_fk" FOREIGN KEY ("assigned_to") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support_escalations" ADD CONSTRAINT "support_escalations_conversation" FOREIGN KEY ("workspace_id","conversation_id") REFERENCES "public"."conversations"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support_escalations" ADD CONSTRAINT "support_escalations_decision" FOREIGN KEY ("workspace_id","decision_id") REFERENCES "public"."ai_decisions"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "faq_qa" ADD CONSTRAINT "faq_qa_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "knowledge_chunks" ADD CONSTRAINT "knowledge_chunks_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "knowledge_chunks" ADD CONSTRAINT "knowledge_chunks_document" FOREIGN KEY ("workspace_id","document_id") REFERENCES "public"."knowledge_documents"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "knowledge_documents" ADD CONSTRAINT "knowledge_documents_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "media" ADD CONSTRAINT "media_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "media" ADD CONSTRAINT "media_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notification_mails" ADD CONSTRAINT "notification_mails_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notification_mails" ADD CONSTRAINT "notification_mails_conversation" FOREIGN KEY ("workspace_id","conversation_id") REFERENCES "public"."conversations"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notification_settings" ADD CONSTRAINT "notification_settings_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notification_settings" ADD CONSTRAINT "notification_settings_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ai_errors" ADD CONSTRAINT "ai_errors_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ai_usage_logs" ADD CONSTRAINT "ai_usage_logs_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "system_logs" ADD CONSTRAINT "system_logs_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_events" ADD CONSTRAINT "webhook_events_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_events" ADD CONSTRAINT "webhook_events_delivery_id_webhook_deliveries_id_fk" FOREIGN KEY ("delivery_id") REFERENCES "public"."webhook_deliveries"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "post_runs" ADD CONSTRAINT "post_runs_target" FOREIGN KEY ("workspace_id","target_id") REFERENCES "public"."scheduled_post_accounts"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "post_series" ADD CONSTRAINT "post_series_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "post_series" ADD CONSTRAINT "post_series_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "post_series_accounts" ADD CONSTRAINT "post_series_accounts_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "post_series_accounts" ADD CONSTRAINT "post_series_accounts_series" FOREIGN KEY ("workspace_id","series_id") REFERENCES "public"."post_series"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "post_series_accounts" ADD CONSTRAINT "post_series_accounts_social_account" FOREIGN KEY ("workspace_id","account_id") REFERENCES "public"."social_accounts"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "published_posts" ADD CONSTRAINT "published_posts_account" FOREIGN KEY ("workspace_id","account_id") REFERENCES "public"."social_accounts"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "publishing_queue" ADD CONSTRAINT "publishing_queue_target" FOREIGN KEY ("workspace_id","target_id") REFERENCES "public"."scheduled_post_accounts"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scheduled_post_accounts" ADD CONSTRAINT "scheduled_post_accounts_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scheduled_post_accounts" ADD CONSTRAINT "scheduled_post_accounts_post" FOREIGN KEY ("workspace_id","scheduled_post_id") REFERENCES "public"."scheduled_posts"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scheduled_post_accounts" ADD CONSTRAINT "scheduled_post_accounts_account" FOREIGN KEY ("workspace_id","account_id") REFERENCES "public"."social_accounts"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scheduled_post_media" ADD CONSTRAINT "scheduled_post_media_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scheduled_post_media" ADD CONSTRAINT "scheduled_post_media_post" FOREIGN KEY ("workspace_id","scheduled_post_id") REFERENCES "public"."scheduled_posts"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scheduled_post_media" ADD CONSTRAINT "scheduled_post_media_media" FOREIGN KEY ("workspace_id","media_id") REFERENCES "public"."media"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scheduled_posts" ADD CONSTRAINT "scheduled_posts_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scheduled_posts" ADD CONSTRAINT "scheduled_posts_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scheduled_posts" ADD CONSTRAINT "scheduled_posts_series" FOREIGN KEY ("workspace_id","series_id") REFERENCES "public"."post_series"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_log" ADD CONSTRAINT "audit_log_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idempotency_keys" ADD CONSTRAINT "idempotency_keys_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_invited_by_users_id_fk" FOREIGN KEY ("invited_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_accepted_by_users_id_fk" FOREIGN KEY ("accepted_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_onboarding" ADD CONSTRAINT "user_onboarding_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_onboarding" ADD CONSTRAINT "user_onboarding_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "workspace_keys" ADD CONSTRAINT "workspace_keys_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "social_accounts_connected" ON "social_accounts" USING btree ("platform","external_id") WHERE "social_accounts"."status" <> 'revoked';--> statement-breakpoint
CREATE INDEX "social_accounts_refresh" ON "social_accounts" USING btree ("token_refresh_at") WHERE "social_accounts"."status" = 'active' and "social_accounts"."token_refresh_at" is not null;--> statement-breakpoint
CREATE INDEX "social_accounts_recent" ON "social_accounts" USING btree ("workspace_id","created_at","id") WHERE "social_accounts"."status" <> 'revoked';--> statement-breakpoint
CREATE INDEX "sessions_user" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sign_ins_user" ON "sign_ins" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "verifications_identifier" ON "verifications" USING btree ("identifier");--> statement-breakpoint
CREATE INDEX "workspaces_paused" ON "workspaces" USING btree ("id") WHERE "workspaces"."paused_at" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "ai_decisions_message" ON "ai_decisions" USING btree ("workspace_id","message_id") WHERE not "ai_decisions"."superseded";--> statement-breakpoint
CREATE INDEX "ai_decisions_recent" ON "ai_decisions" USING btree ("workspace_id","decision","created_at");--> statement-breakpoint
CREATE INDEX "ai_decisions_of_conversation" ON "ai_decisions" USING btree ("workspace_id","conversation_id","created_at");--> statement-breakpoint
CREATE INDEX "contact_identities_customer" ON "contact_identities" USING btree ("workspace_id","customer_id");--> statement-breakpoint
CREATE INDEX "conversation_messages_thread" ON "conversation_messages" USING btree ("workspace_id","conversation_id","sent_at","id");--> statement-breakpoint
CREATE INDEX "conversation_messages_undecided" ON "conversation_messages" USING btree ("workspace_id","conversation_id") WHERE "conversation_messages"."direction" = 'inbound' and "conversation_messages"."ai_decision_id" is null;--> statement-breakpoint
CREATE INDEX "conversation_messages_unsent" ON "conversation_messages" USING btree ("workspace_id","conversation_id") WHERE "conversation_messages"."phase" = 'open';--> statement-breakpoint
CREATE INDEX "conversation_messages_troubled" ON "conversation_messages" USING btree ("workspace_id","sent_at") WHERE "conversation_messages"."direction" = 'outbound' and "conversation_messages"."phase" = 'troubled';--> statement-breakpoint
CREATE INDEX "conversation_messages_by_people" ON "conversation_messages" USING btree ("workspace_id","conversation_id","sent_at") WHERE "conversation_messages"."author" = 'person';--> statement-breakpoint
CREATE UNIQUE INDEX "conversation_messages_one_answer" ON "conversation_messages" USING btree ("workspace_id","reply_to_id") WHERE "conversation_messages"."author" = 'machine' and "conversation_messages"."phase" <> 'cancelled';--> statement-breakpoint
CREATE INDEX "conversations_recent" ON "conversations" USING btree ("workspace_id","last_message_at","id");--> statement-breakpoint
CREATE INDEX "conversations_status" ON "conversations" USING btree ("workspace_id","status","last_message_at","id");--> statement-breakpoint
CREATE INDEX "conversations_open" ON "conversations" USING btree ("workspace_id","last_message_at","id") WHERE "conversations"."status" <> 'archived';--> statement-breakpoint
CREATE INDEX "conversations_of_account" ON "conversations" USING btree ("workspace_id","account_id","last_message_at","id");--> statement-breakpoint
CREATE INDEX "conversations_of_customer" ON "conversations" USING btree ("workspace_id","customer_id");--> statement-breakpoint
CREATE INDEX "conversations_held" ON "conversations" USING btree ("workspace_id","held_by_user_id","last_message_at","id") WHERE "conversations"."held";--> statement-breakpoint
CREATE INDEX "conversations_inbound" ON "conversations" USING btree ("workspace_id","last_inbound_at");--> statement-breakpoint
CREATE INDEX "message_media_pending" ON "message_media" USING btree ("next_try_at") WHERE "message_media"."status" = 'pending';--> statement-breakpoint
CREATE INDEX "support_escalations_recent" ON "support_escalations" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
CREATE INDEX "support_escalations_status" ON "support_escalations" USING btree ("workspace_id","status","created_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "support_escalations_open" ON "support_escalations" USING btree ("workspace_id","conversation_id") WHERE "support_escalations"."status" <> 'resolved';--> statement-breakpoint
CREATE INDEX "faq_qa_recent" ON "faq_qa" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
CREATE INDEX "faq_qa_enabled" ON "faq_qa" USING btree ("workspace_id","enabled","created_at","id");--> statement-breakpoint
CREATE INDEX "faq_qa_language" ON "faq_qa" USING btree ("workspace_id","lang_code","created_at","id");--> statement-breakpoint
CREATE INDEX "faq_qa_words" ON "faq_qa" USING gin ("workspace_id","tsv");--> statement-breakpoint
CREATE INDEX "knowledge_chunks_words" ON "knowledge_chunks" USING gin ("workspace_id","tsv");--> statement-breakpoint
CREATE INDEX "knowledge_documents_recent" ON "knowledge_documents" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
CREATE INDEX "knowledge_documents_status" ON "knowledge_documents" USING btree ("workspace_id","status","created_at","id");--> statement-breakpoint
CREATE INDEX "knowledge_documents_processing" ON "knowledge_documents" USING btree ("lease_until") WHERE "knowledge_documents"."status" = 'processing';--> statement-breakpoint
CREATE INDEX "knowledge_documents_reader" ON "knowledge_documents" USING btree ("reader_version") WHERE "knowledge_documents"."status" = 'indexed';--> statement-breakpoint
CREATE INDEX "media_recent" ON "media" USING btree ("workspace_id","created_at","id") WHERE "media"."removed_at" is null;--> statement-breakpoint
CREATE INDEX "media_kind" ON "media" USING btree ("workspace_id","kind","created_at","id") WHERE "media"."removed_at" is null;--> statement-breakpoint
CREATE INDEX "ai_usage_logs_recent" ON "ai_usage_logs" USING btree ("workspace_id","called_at","id");--> statement-breakpoint
CREATE INDEX "ai_usage_logs_function" ON "ai_usage_logs" USING btree ("workspace_id","function_name","called_at","id");--> statement-breakpoint
CREATE INDEX "ai_usage_logs_failed" ON "ai_usage_logs" USING btree ("workspace_id","called_at","id") WHERE not "ai_usage_logs"."success";--> statement-breakpoint
CREATE INDEX "ai_usage_logs_reference" ON "ai_usage_logs" USING btree ("workspace_id","error_reference","called_at","id") WHERE "ai_usage_logs"."error_reference" is not null;--> statement-breakpoint
CREATE INDEX "dead_letters_recent" ON "dead_letters" USING btree ("dead_at","id");--> statement-breakpoint
CREATE INDEX "outbox_due" ON "outbox" USING btree ("not_before");--> statement-breakpoint
CREATE INDEX "system_logs_recent" ON "system_logs" USING btree ("logged_at","id");--> statement-breakpoint
CREATE INDEX "system_logs_workspace" ON "system_logs" USING btree ("workspace_id","logged_at","id");--> statement-breakpoint
CREATE INDEX "system_logs_warnings" ON "system_logs" USING btree ("logged_at","id") WHERE "system_logs"."level" in ('warn', 'error');--> statement-breakpoint
CREATE INDEX "system_logs_workspace_warnings" ON "system_logs" USING btree ("workspace_id","logged_at","id") WHERE "system_logs"."level" in ('warn', 'error');--> statement-breakpoint
CREATE INDEX "system_logs_errors" ON "system_logs" USING btree ("logged_at","id") WHERE "system_logs"."level" = 'error';--> statement-breakpoint
CREATE INDEX "system_logs_workspace_errors" ON "system_logs" USING btree ("workspace_id","logged_at","id") WHERE "system_logs"."level" = 'error';--> statement-breakpoint
CREATE INDEX "system_logs_event" ON "system_logs" USING btree ("event","logged_at","id");--> statement-breakpoint
CREATE INDEX "system_logs_workspace_event" ON "system_logs" USING btree ("workspace_id","event","logged_at","id");--> statement-breakpoint
CREATE INDEX "system_logs_area" ON "system_logs" USING btree ("area","logged_at","id");--> statement-breakpoint
CREATE INDEX "system_logs_workspace_area" ON "system_logs" USING btree ("workspace_id","area","logged_at","id");--> statement-breakpoint
CREATE INDEX "system_logs_reference" ON "system_logs" USING btree ("reference","logged_at","id") WHERE "system_logs"."reference" is not null;--> statement-breakpoint
CREATE INDEX "system_logs_request" ON "system_logs" USING btree ("request_id","logged_at","id") WHERE "system_logs"."request_id" is not null;--> statement-breakpoint
CREATE INDEX "task_runs_recent" ON "task_runs" USING btree ("started_at","id");--> statement-breakpoint
CREATE INDEX "task_runs_task" ON "task_runs" USING btree ("task","started_at","id");--> statement-breakpoint
CREATE INDEX "task_runs_status" ON "task_runs" USING btree ("status","started_at","id");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_recent" ON "webhook_deliveries" USING btree ("received_at","id");--> statement-breakpoint
CREATE INDEX "webhook_events_recent" ON "webhook_events" USING btree ("workspace_id","received_at","id");--> statement-breakpoint
CREATE INDEX "webhook_events_failed" ON "webhook_events" USING btree ("workspace_id","received_at","id") WHERE "webhook_events"."processed_at" is null and "webhook_events"."error" is not null;--> statement-breakpoint
CREATE INDEX "webhook_events_waiting" ON "webhook_events" USING btree ("workspace_id","received_at","id") WHERE "webhook_events"."processed_at" is null and "webhook_events"."error" is null and "webhook_events"."workspace_id" is not null;--> statement-breakpoint
CREATE INDEX "webhook_events_unassigned" ON "webhook_events" USING btree ("received_at","id") WHERE "webhook_events"."workspace_id" is null;--> statement-breakpoint
CREATE INDEX "webhook_events_pending" ON "webhook_events" USING btree ("received_at") WHERE "webhook_events"."processed_at" is null and "webhook_events"."workspace_id" is not null;--> statement-breakpoint
CREATE INDEX "post_series_recent" ON "post_series" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
CREATE INDEX "post_series_status" ON "post_series" USING btree ("workspace_id","status","created_at","id");--> statement-breakpoint
CREATE INDEX "post_series_unapproved" ON "post_series" USING btree ("workspace_id","next_at") WHERE "post_series"."status" in ('draft', 'awaiting_approval');--> statement-breakpoint
CREATE INDEX "post_series_upcoming" ON "post_series" USING btree ("workspace_id","next_at") WHERE "post_series"."status" = 'active';--> statement-breakpoint
CREATE INDEX "post_series_to_make" ON "post_series" USING btree ("next_at") WHERE "post_series"."status" = 'active';--> statement-breakpoint
CREATE INDEX "published_posts_recent" ON "published_posts" USING btree ("workspace_id","published_at","id");--> statement-breakpoint
CREATE INDEX "published_posts_account" ON "published_posts" USING btree ("workspace_id","account_id","published_at","id");--> statement-breakpoint
CREATE INDEX "publishing_queue_due" ON "publishing_queue" USING btree ("task","at");--> statement-breakpoint
CREATE INDEX "publishing_queue_posts" ON "publishing_queue" USING btree ("workspace_id","publish_at","scheduled_post_id");--> statement-breakpoint
CREATE INDEX "scheduled_post_accounts_account" ON "scheduled_post_accounts" USING btree ("workspace_id","account_id","due_at");--> statement-breakpoint
CREATE INDEX "scheduled_post_media_medium" ON "scheduled_post_media" USING btree ("workspace_id","media_id");--> statement-breakpoint
CREATE INDEX "scheduled_posts_calendar" ON "scheduled_posts" USING btree ("workspace_id","publish_at","id");--> statement-breakpoint
CREATE INDEX "scheduled_posts_apart" ON "scheduled_posts" USING btree ("workspace_id","apart","publish_at","id") WHERE "scheduled_posts"."apart" is not null;--> statement-breakpoint
CREATE INDEX "scheduled_posts_usual" ON "scheduled_posts" USING btree ("workspace_id","publish_at","id") WHERE "scheduled_posts"."apart" is null;--> statement-breakpoint
CREATE INDEX "api_keys_recent" ON "api_keys" USING btree ("workspace_id","created_at","id") WHERE "api_keys"."revoked_at" is null;--> statement-breakpoint
CREATE INDEX "audit_log_workspace" ON "audit_log" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
CREATE INDEX "audit_log_actor" ON "audit_log" USING btree ("workspace_id","actor","created_at","id");--> statement-breakpoint
CREATE INDEX "audit_log_action" ON "audit_log" USING btree ("workspace_id","action","created_at","id");--> statement-breakpoint
CREATE INDEX "audit_log_area" ON "audit_log" USING btree ("workspace_id","area","created_at","id");--> statement-breakpoint
CREATE INDEX "audit_log_object" ON "audit_log" USING btree ("workspace_id","object_id","created_at","id");--> statement-breakpoint
CREATE INDEX "invitations_workspace" ON "invitations" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "invitations_open" ON "invitations" USING btree ("workspace_id","email") WHERE "invitations"."accepted_at" is null and "invitations"."revoked_at" is null;--> statement-breakpoint
CREATE INDEX "members_recent" ON "members" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
CREATE INDEX "members_user" ON "members" USING btree ("user_id","created_at");--> statement-breakpoint
CREATE VIEW "public"."post_attempts" WITH (security_invoker = true) AS (
    select t.workspace_id, t.scheduled_post_id, r.target_id, r.fence, r.status, r.started_at, r.finished_at, r.error
    from scheduled_post_accounts t join post_runs r on r.workspace_id = t.workspace_id and r.target_id = t.id
    union all
    select t.workspace_id, t.scheduled_post_id, t.id, t.fence, 'started', t.started_at, null, null
    from scheduled_post_accounts t where t.status = 'sending' and t.started_at is not null);
--> statement-breakpoint
-- Room for what an attempt to publish rewrites, and for what changes a message soon after it was written.
ALTER TABLE "scheduled_post_accounts" SET (fillfactor = 40);
--> statement-breakpoint
ALTER TABLE "scheduled_posts" SET (fillfactor = 40);
--> statement-breakpoint
ALTER TABLE "conversation_messages" SET (fillfactor = 85);
--> statement-breakpoint
create index conversation_messages_words on conversation_messages using gin (chorus_tenant_words(workspace_id, text));
--> statement-breakpoint
create index customers_words on customers
  using gin (chorus_tenant_words(workspace_id, coalesce(name, '') || ' ' || coalesce(handle, '')));
--> statement-breakpoint
create index knowledge_documents_letters on knowledge_documents
  using gin (workspace_id, chorus_lines(title, file_name, source_url) gin_trgm_ops);
--> statement-breakpoint
create index faq_qa_letters on faq_qa
  using gin (workspace_id, chorus_lines(variadic array[question, answer] || keywords) gin_trgm_ops);
--> statement-breakpoint
-- The words of posts and of series, led by the tenant's: see match_posts.
create index scheduled_posts_words on scheduled_posts using gin (chorus_tenant_words(workspace_id, text));
--> statement-breakpoint
create index post_series_words on post_series using gin (chorus_tenant_words(workspace_id, text));
