import type * as z from 'zod'
import { audienceText, type Described, hookTypeText, topicText } from './rules/described.ts'
import {
  audienceSchema,
  ctaSchema,
  hookTypeSchema,
  noteSchema,
  postStructureSchema,
  postTemplateSchema,
  presetSchema,
  resourceSchema,
  topicGroupSchema,
  topicSchema,
} from './schemas.ts'

/** A kind of entry that posts are sorted by, or written with. All kinds are kept, listed and changed in the same way. */
export interface Kind<Item = unknown> {
  /** Its name in the audit log. */
  name:
    | 'topic_group'
    | 'topic'
    | 'audience'
    | 'hook_type'
    | 'post_structure'
    | 'post_template'
    | 'preset'
    | 'cta'
    | 'resource'
    | 'writing_note'
  /** Its name in sentences. */
  noun: string
  item: z.ZodType<Item>
  /** Returns the text that its vector is made of; null for a kind that has none. */
  text: ((entry: Described) => string) | null
}

export const TOPIC_GROUP = {
  name: 'topic_group',
  noun: 'topic group',
  item: topicGroupSchema,
  text: null,
} satisfies Kind
export const TOPIC = { name: 'topic', noun: 'topic', item: topicSchema, text: topicText } satisfies Kind
export const AUDIENCE = {
  name: 'audience',
  noun: 'audience',
  item: audienceSchema,
  text: audienceText,
} satisfies Kind
export const HOOK_TYPE = {
  name: 'hook_type',
  noun: 'hook type',
  item: hookTypeSchema,
  text: hookTypeText,
} satisfies Kind
export const POST_STRUCTURE = {
  name: 'post_structure',
  noun: 'structure',
  item: postStructureSchema,
  text: null,
} satisfies Kind
export const POST_TEMPLATE = {
  name: 'post_template',
  noun: 'template',
  item: postTemplateSchema,
  text: null,
} satisfies Kind
export const PRESET = { name: 'preset', noun: 'preset', item: presetSchema, text: null } satisfies Kind
export const CTA = { name: 'cta', noun: 'call to action', item: ctaSchema, text: null } satisfies Kind
export const RESOURCE = {
  name: 'resource',
  noun: 'resource',
  item: resourceSchema,
  text: null,
} satisfies Kind
export const NOTE = { name: 'writing_note', noun: 'note', item: noteSchema, text: null } satisfies Kind

/** Kinds whose entries have vectors. */
export const EMBEDDED = [TOPIC, AUDIENCE, HOOK_TYPE] as const
