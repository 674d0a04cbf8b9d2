import { sql } from 'drizzle-orm'
import {
  boolean,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type {
  ApprovalStatus,
  CharacterStatus,
  ContentOrigin,
  ContentSettings,
  ContentType,
  FaceMethod,
  MemoryKind,
  MemorySource,
  QualityCheck,
} from '#core/characters/schemas.ts'
import { profiles } from './bank.ts'
import { bits, id, instant, timestamps } from './columns.ts'
import { media } from './media.ts'
import { tenantReference, workspaceId, workspaceIdOfParent } from './tenant.ts'

/** 0.00–1.00. */
const share = (name: string, start: number) =>
  numeric(name, { precision: 3, scale: 2, mode: 'number' }).notNull().default(start)
const words = (name: string) => text(name).array().notNull().default([])

/** A voice with a face and a memory. It publishes and answers through the accounts of its internal profile. */
export const characters = pgTable(
  'characters',
  {
    id: id(),
    workspaceId: workspaceId(),
    profileId: uuid('profile_id').notNull(),
    name: text('name').notNull(),
    bio: text('bio').notNull().default(''),
    age: integer('age'),
    location: text('location'),
    timezone: text('timezone').notNull().default('UTC'),
    interests: words('interests'),
    /** The picture in the library, which a trigger takes away with it; address and path below are its own, under the document's names. */
    profileImageId: uuid('profile_image_id'),
    profileImageUrl: text('profile_image_url'),
    profileImagePath: text('profile_image_path'),
    status: text('status').$type<CharacterStatus>().notNull().default('active'),
    isActive: boolean('is_active').notNull().generatedAlwaysAs(sql`status = 'active'`),
    /** Whether what its accounts publish ends with the disclosure line. */
    disclosure: boolean('disclosure').notNull().default(true),
    /** The line in the character's own words; null for the default. */
    disclosureText: text('disclosure_text'),
    deletedAt: instant('deleted_at'),
    ...timestamps(),
  },
  (t) => [
    unique('characters_tenant').on(t.workspaceId, t.id),
    uniqueIndex('characters_profile').on(t.workspaceId, t.profileId),
    index('characters_recent').on(t.workspaceId, t.createdAt, t.id).where(sql`${t.status} <> 'deleted'`),
    index('characters_status').on(t.workspaceId, t.status, t.createdAt, t.id),
    index('characters_image').on(t.workspaceId, t.profileImageId),
    tenantReference('characters_of_profile', [t.workspaceId, t.profileId], profiles, 'no action'),
  ],
)

const ofCharacter = () => ({
  id: id(),
  workspaceId: workspaceIdOfParent(),
  characterId: uuid('character_id').notNull(),
})

/** How a character speaks. Made with it. */
export const characterPersonalities = pgTable(
  'character_personalities',
  {
    ...ofCharacter(),
    extroversion: share('extroversion', 0.5),
    creativity: share('creativity', 0.5),
    humor: share('humor', 0.5),
    professionalism: share('professionalism', 0.5),
    authenticity: share('authenticity', 0.5),
    communicationStyle: text('communication_style'),
    preferredTopics: words('preferred_topics'),
    contentTone: text('content_tone'),
    llmPersonalityPrompt: text('llm_personality_prompt'),
    temperature: share('temperature', 0.7),
    ...timestamps(),
  },
  (t) => [
    unique('character_personalities_character').on(t.workspaceId, t.characterId),
    tenantReference('character_personalities_of', [t.workspaceId, t.characterId], characters),
  ],
)

/** How a character looks. Made with it. */
export const characterAppearances = pgTable(
  'character_appearances',
  {
    ...ofCharacter(),
    faceReferenceImageUrl: text('face_reference_image_url'),
    faceReferenceImagePath: text('face_reference_image_path'),
    faceConsistencyMethod: text('face_consistency_method')
      .$type<FaceMethod>()
      .notNull()
      .default('ip-adapter'),
    loraModelPath: text('lora_model_path'),
    hairColor: text('hair_color'),
    hairStyle: text('hair_style'),
    eyeColor: text('eye_color'),
    skinTone: text('skin_tone'),
    bodyType: text('body_type'),
    height: text('height'),
    ageRange: text('age_range'),
    clothingStyle: text('clothing_style'),
    preferredColors: words('preferred_colors'),
    styleKeywords: words('style_keywords'),
    baseModel: text('base_model').notNull().default('realistic-vision-v6'),
    negativePrompt: text('negative_prompt'),
    defaultPromptPrefix: text('default_prompt_prefix'),
    /** Why the face of the profile picture may be shown; null while no right to it is recorded. */
    likenessRight: text('likeness_right'),
    ...timestamps(),
  },
  (t) => [
    unique('character_appearances_character').on(t.workspaceId, t.characterId),
    tenantReference('character_appearances_of', [t.workspaceId, t.characterId], characters),
  ],
)

/** What a character knows of itself. Its published posts come by a trigger, everything else from people (decision 51). */
export const characterMemories = pgTable(
  'character_memories',
  {
    ...ofCharacter(),
    kind: text('kind').$type<MemoryKind>().notNull(),
    text: text('text').notNull(),
    source: text('source').$type<MemorySource>().notNull(),
    /** The published post that it came from; null for what people wrote. */
    publishedPostId: uuid('published_post_id'),
    ...timestamps(),
  },
  (t) => [
    unique('character_memories_post').on(t.workspaceId, t.characterId, t.publishedPostId),
    index('character_memories_recent').on(t.workspaceId, t.characterId, t.createdAt, t.id),
    index('character_memories_kind').on(t.workspaceId, t.characterId, t.kind, t.createdAt, t.id),
    tenantReference('character_memories_of', [t.workspaceId, t.characterId], characters),
  ],
)

/**
 * The media that a character may publish: files of the library, or texts, each with its approval (decision 58). A row outlives its removal from the
 * character's media: what was flagged stays flagged wherever the file is still shown.
 */
export const content = pgTable(
  'content',
  {
    ...ofCharacter(),
    contentType: text('content_type').$type<ContentType>().notNull(),
    /** The intended place: post, story, reel… */
    contentCategory: text('content_category'),
    isNsfw: boolean('is_nsfw').notNull().default(false),
    /** The file; null for a text. A file belongs to one character at most. */
    mediaId: uuid('media_id'),
    /** The words of a text; null for a file. */
    text: text('text'),
    /** The hash of the file's bytes, or of the text's words: lower-case hex. */
    sha256: text('sha256').notNull(),
    /** The perceptual hash of a picture that could be decoded: 64 bits, of which alike pictures differ in few. */
    perceptualHash: bits('perceptual_hash', 64),
    /** The same, or almost the same, in the character's media when this was added. */
    duplicateOf: uuid('duplicate_of'),
    /** Its making, where it was generated: what was asked for, what the provider or model was asked, and how long that took. */
    prompt: text('prompt'),
    negativePrompt: text('negative_prompt'),
    generationSettings: jsonb('generation_settings').$type<ContentSettings>(),
    generationTimeSeconds: integer('generation_time_seconds'),
    thumbnailPath: text('thumbnail_path'),
    /** In bytes. */
    thumbnailSize: integer('thumbnail_size'),
    origin: text('origin').$type<ContentOrigin>().notNull().default('uploaded'),
    /** 0.00–1.00, and what it is made of. */
    qualityScore: numeric('quality_score', { precision: 3, scale: 2, mode: 'number' }).notNull(),
    quality: jsonb('quality').$type<QualityCheck[]>().notNull(),
    approvalStatus: text('approval_status').$type<ApprovalStatus>().notNull().default('pending'),
    isApproved: boolean('is_approved').notNull().generatedAlwaysAs(sql`approval_status = 'approved'`),
    rejectionReason: text('rejection_reason'),
    decidedBy: text('decided_by'),
    decidedAt: instant('decided_at'),
    timesUsed: integer('times_used').notNull().default(0),
    lastUsedAt: instant('last_used_at'),
    removedAt: instant('removed_at'),
    ...timestamps(),
  },
  (t) => [
    unique('content_tenant').on(t.workspaceId, t.id),
    unique('content_media').on(t.workspaceId, t.mediaId),
    index('content_recent').on(t.workspaceId, t.createdAt, t.id).where(sql`${t.removedAt} is null`),
    index('content_status')
      .on(t.workspaceId, t.approvalStatus, t.createdAt, t.id)
      .where(sql`${t.removedAt} is null`),
    index('content_type')
      .on(t.workspaceId, t.contentType, t.createdAt, t.id)
      .where(sql`${t.removedAt} is null`),
    index('content_character')
      .on(t.workspaceId, t.characterId, t.createdAt, t.id)
      .where(sql`${t.removedAt} is null`),
    index('content_hash').on(t.workspaceId, t.sha256),
    tenantReference('content_of', [t.workspaceId, t.characterId], characters),
    tenantReference('content_of_media', [t.workspaceId, t.mediaId], media),
  ],
)
