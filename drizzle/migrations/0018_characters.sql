CREATE TABLE "character_appearances" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"character_id" uuid NOT NULL,
	"face_reference_image_url" text,
	"face_reference_image_path" text,
	"face_consistency_method" text DEFAULT 'ip-adapter' NOT NULL,
	"lora_model_path" text,
	"hair_color" text,
	"hair_style" text,
	"eye_color" text,
	"skin_tone" text,
	"body_type" text,
	"height" text,
	"age_range" text,
	"clothing_style" text,
	"preferred_colors" text[] DEFAULT '{}' NOT NULL,
	"style_keywords" text[] DEFAULT '{}' NOT NULL,
	"base_model" text DEFAULT 'realistic-vision-v6' NOT NULL,
	"negative_prompt" text,
	"default_prompt_prefix" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "character_appearances_character" UNIQUE("workspace_id","character_id")
);
--> statement-breakpoint
CREATE TABLE "character_memories" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"character_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"text" text NOT NULL,
	"source" text NOT NULL,
	"published_post_id" uuid,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "character_memories_post" UNIQUE("workspace_id","character_id","published_post_id")
);
--> statement-breakpoint
CREATE TABLE "character_personalities" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"character_id" uuid NOT NULL,
	"extroversion" numeric(3, 2) DEFAULT 0.5 NOT NULL,
	"creativity" numeric(3, 2) DEFAULT 0.5 NOT NULL,
	"humor" numeric(3, 2) DEFAULT 0.5 NOT NULL,
	"professionalism" numeric(3, 2) DEFAULT 0.5 NOT NULL,
	"authenticity" numeric(3, 2) DEFAULT 0.5 NOT NULL,
	"communication_style" text,
	"preferred_topics" text[] DEFAULT '{}' NOT NULL,
	"content_tone" text,
	"llm_personality_prompt" text,
	"temperature" numeric(3, 2) DEFAULT 0.7 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "character_personalities_character" UNIQUE("workspace_id","character_id")
);
--> statement-breakpoint
CREATE TABLE "characters" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"profile_id" uuid NOT NULL,
	"name" text NOT NULL,
	"bio" text DEFAULT '' NOT NULL,
	"age" integer,
	"location" text,
	"timezone" text DEFAULT 'UTC' NOT NULL,
	"interests" text[] DEFAULT '{}' NOT NULL,
	"profile_image_id" uuid,
	"profile_image_url" text,
	"profile_image_path" text,
	"status" text DEFAULT 'active' NOT NULL,
	"is_active" boolean GENERATED ALWAYS AS (status = 'active') STORED NOT NULL,
	"disclosure" boolean DEFAULT true NOT NULL,
	"disclosure_text" text,
	"deleted_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "characters_tenant" UNIQUE("workspace_id","id")
);
--> statement-breakpoint
ALTER TABLE "character_appearances" ADD CONSTRAINT "character_appearances_of" FOREIGN KEY ("workspace_id","character_id") REFERENCES "public"."characters"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "character_memories" ADD CONSTRAINT "character_memories_of" FOREIGN KEY ("workspace_id","character_id") REFERENCES "public"."characters"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "character_personalities" ADD CONSTRAINT "character_personalities_of" FOREIGN KEY ("workspace_id","character_id") REFERENCES "public"."characters"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "characters" ADD CONSTRAINT "characters_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "characters" ADD CONSTRAINT "characters_of_profile" FOREIGN KEY ("workspace_id","profile_id") REFERENCES "public"."profiles"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "characters" ADD CONSTRAINT "characters_of_image" FOREIGN KEY ("workspace_id","profile_image_id") REFERENCES "public"."media"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "character_memories_recent" ON "character_memories" USING btree ("workspace_id","character_id","created_at","id");--> statement-breakpoint
CREATE INDEX "character_memories_kind" ON "character_memories" USING btree ("workspace_id","character_id","kind","created_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "characters_profile" ON "characters" USING btree ("workspace_id","profile_id");--> statement-breakpoint
CREATE INDEX "characters_recent" ON "characters" USING btree ("workspace_id","created_at","id") WHERE "characters"."status" <> 'deleted';--> statement-breakpoint
CREATE INDEX "characters_status" ON "characters" USING btree ("workspace_id","status","created_at","id");--> statement-breakpoint
CREATE INDEX "characters_image" ON "characters" USING btree ("workspace_id","profile_image_id");