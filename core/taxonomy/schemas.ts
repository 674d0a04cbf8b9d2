import * as z from 'zod'
import { idSchema, instantSchema, pageQuerySchema } from '#core/lib/kernel/schemas.ts'

const name = z.string().trim().min(1).max(80)
const text = (max: number) => z.string().trim().max(max).default('')
const words = z.array(z.string().trim().min(1).max(120)).max(40).default([])

const groupFields = {
  name,
  color: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, 'A colour is written as #rrggbb.')
    .transform((color) => color.toLowerCase())
    .meta({ examples: ['#0b7285'] }),
}
const topicFields = {
  name,
  description: text(1000),
  embeddingDescription: text(2000).describe(
    'The words by which posts are found to be about it; where it is empty, name and description are.',
  ),
  groupId: idSchema.nullable().default(null),
}
const audienceFields = {
  name,
  description: text(1000),
  jobTitles: words,
  painPoints: words,
  goals: words,
  vocabularyToUse: words,
  vocabularyToAvoid: words,
  tonePreferences: text(500),
}
const hookTypeFields = {
  name,
  description: text(2000),
  promptInstruction: text(2000).describe('Tells a model how to write such a hook.'),
}
const structureFields = { name, description: text(2000) }

/** What a template may name: it is filled in when a body is written. */
export const TEMPLATE_VARIABLES = ['body', 'cta', 'resource', 'author', 'audience', 'topic', 'title'] as const
export const VARIABLE = /\{\{\s*(\w*)\s*\}\}/g
const isVariable = (name: string) => (TEMPLATE_VARIABLES as readonly string[]).includes(name)
const templateFields = {
  name,
  description: text(2000),
  structure: z
    .string()
    .trim()
    .max(5000)
    .refine((said) => [...said.matchAll(VARIABLE)].every(([, variable = '']) => isVariable(variable)), {
      message: `A template knows these variables: ${TEMPLATE_VARIABLES.map((one) => `{{${one}}}`).join(' ')}.`,
    })
    .refine((said) => [...said.matchAll(VARIABLE)].some(([, variable]) => variable === 'body'), {
      message: 'A template needs {{body}}.',
    })
    .describe('The post after its hook, such as `{{body}}\\n\\n{{cta}}`.'),
}
export const presetConfigSchema = z
  .strictObject({
    maxLength: z.number().int().min(50).max(100_000).describe('The most characters of the whole post.'),
    paragraphs: z.number().int().min(1).max(20),
    list: z.boolean().describe('Whether the body is a list.'),
    hashtags: z
      .array(z.string().regex(/^#?[\p{L}\p{N}_]{1,80}$/u, 'A hashtag has letters, digits and “_”.'))
      .max(30),
  })
  .partial()
  .meta({ id: 'PresetConfig' })
export type PresetConfig = z.infer<typeof presetConfigSchema>
const presetFields = { name, config: presetConfigSchema.default({}) }
const ctaFields = {
  name,
  textContent: z.string().trim().min(1).max(500),
  category: text(80),
}
export const resourceTypeSchema = z.enum(['page', 'file', 'video', 'event', 'product', 'other'])
export type ResourceType = z.infer<typeof resourceTypeSchema>
const resourceFields = {
  name,
  resourceType: resourceTypeSchema.default('page'),
  url: z.url({ protocol: /^https?$/ }).max(2000),
  description: text(1000),
}
const noteFields = {
  name,
  content: z.string().trim().min(1).max(5000),
  type: text(80),
  topicIds: z.array(idSchema).max(40).default([]).describe('Posts about these topics may say it.'),
}

const kept = { id: idSchema, createdAt: instantSchema, updatedAt: instantSchema }

export const topicGroupSchema = z.object({ ...groupFields, ...kept }).meta({ id: 'TopicGroup' })
export const topicSchema = z.object({ ...topicFields, ...kept }).meta({ id: 'Topic' })
export const audienceSchema = z.object({ ...audienceFields, ...kept }).meta({ id: 'Audience' })
export const hookTypeSchema = z.object({ ...hookTypeFields, ...kept }).meta({ id: 'HookType' })
export const postStructureSchema = z.object({ ...structureFields, ...kept }).meta({ id: 'PostStructure' })
export const postTemplateSchema = z.object({ ...templateFields, ...kept }).meta({ id: 'PostTemplate' })
export const presetSchema = z.object({ ...presetFields, ...kept }).meta({ id: 'Preset' })
export const ctaSchema = z.object({ ...ctaFields, ...kept }).meta({ id: 'Cta' })
export const resourceSchema = z.object({ ...resourceFields, ...kept }).meta({ id: 'Resource' })
export const noteSchema = z.object({ ...noteFields, ...kept }).meta({ id: 'TaxonomyNote' })

export type TopicGroup = z.infer<typeof topicGroupSchema>
export type Topic = z.infer<typeof topicSchema>
export type Audience = z.infer<typeof audienceSchema>
export type HookType = z.infer<typeof hookTypeSchema>
export type PostStructure = z.infer<typeof postStructureSchema>

export const topicListQuerySchema = pageQuerySchema.extend({ groupId: idSchema.optional() })

export const createTopicGroupSchema = z.strictObject(groupFields).meta({ id: 'CreateTopicGroup' })
export const createTopicSchema = z.strictObject(topicFields).meta({ id: 'CreateTopic' })
export const createAudienceSchema = z.strictObject(audienceFields).meta({ id: 'CreateAudience' })
export const createHookTypeSchema = z.strictObject(hookTypeFields).meta({ id: 'CreateHookType' })
export const createPostStructureSchema = z.strictObject(structureFields).meta({ id: 'CreatePostStructure' })
export const createPostTemplateSchema = z.strictObject(templateFields).meta({ id: 'CreatePostTemplate' })
export const createPresetSchema = z.strictObject(presetFields).meta({ id: 'CreatePreset' })
export const createCtaSchema = z.strictObject(ctaFields).meta({ id: 'CreateCta' })
export const createResourceSchema = z.strictObject(resourceFields).meta({ id: 'CreateResource' })
export const createNoteSchema = z.strictObject(noteFields).meta({ id: 'TaxonomyCreateNote' })

/** Returns the schema of a change: only the given fields, and no default for the others. */
const changeOf = <T extends z.ZodRawShape>(fields: T) =>
  z
    .strictObject(
      Object.fromEntries(
        Object.entries(fields).map(([field, schema]) => [
          field,
          ((schema instanceof z.ZodDefault ? schema.unwrap() : schema) as z.ZodType).optional(),
        ]),
      ),
    )
    .refine((change) => Object.keys(change).length > 0, { message: 'Name at least one field to change.' })

export const updateTopicGroupSchema = changeOf(groupFields)
export const updateTopicSchema = changeOf(topicFields)
export const updateAudienceSchema = changeOf(audienceFields)
export const updateHookTypeSchema = changeOf(hookTypeFields)
export const updatePostStructureSchema = changeOf(structureFields)
export const updatePostTemplateSchema = changeOf(templateFields)
export const updatePresetSchema = changeOf(presetFields)
export const updateCtaSchema = changeOf(ctaFields)
export const updateResourceSchema = changeOf(resourceFields)
export const updateNoteSchema = changeOf(noteFields)

export const mergeTopicSchema = z
  .strictObject({ into: idSchema.describe('The topic that stays.') })
  .meta({ id: 'MergeTopic' })
export const mergedSchema = z
  .object({
    topic: topicSchema,
    posts: z.number().int().describe('How many posts were re-labelled.'),
  })
  .meta({ id: 'Merged' })

export const starterLanguageSchema = z.enum(['en', 'fr'])
export type StarterLanguage = z.infer<typeof starterLanguageSchema>
export const addStarterSchema = z.strictObject({ language: starterLanguageSchema }).meta({ id: 'AddStarter' })
export const starterResultSchema = z
  .object({
    added: z.number().int().describe('Entries that were not there yet, by their names.'),
  })
  .meta({ id: 'StarterResult' })
