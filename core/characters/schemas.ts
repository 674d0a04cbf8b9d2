import * as z from 'zod'
import { idSchema, instantSchema, pageQuerySchema, timezoneSchema } from '#core/lib/kernel/schemas.ts'

export * from './schemas/content.ts'
export * from './schemas/generations.ts'
export * from './schemas/voice.ts'

export const characterStatusSchema = z.enum(['active', 'paused', 'error', 'deleted'])
export type CharacterStatus = z.infer<typeof characterStatusSchema>

const line = (max: number) => z.string().trim().min(1).max(max).nullable()
const words = z.array(z.string().trim().min(1).max(80)).max(40)

const characterFields = {
  name: z.string().trim().min(1).max(255),
  bio: z.string().trim().max(5000),
  age: z.number().int().min(0).max(150).nullable(),
  location: line(255),
  timezone: timezoneSchema,
  interests: words,
  profileImageId: idSchema.nullable().describe('A picture of the library.'),
  disclosure: z
    .boolean()
    .describe('Whether what its accounts publish ends with the line that says that it is an AI character.'),
  disclosureText: line(200).describe('That line in its own words; null for the default.'),
}

export const createCharacterSchema = z
  .strictObject({ ...z.object(characterFields).partial().shape, name: characterFields.name })
  .meta({ id: 'CreateCharacter' })
export type CreateCharacter = z.infer<typeof createCharacterSchema>

export const updateCharacterSchema = z
  .strictObject(characterFields)
  .extend({ status: z.enum(['active', 'paused']).describe('A paused character answers nobody by itself.') })
  .partial()
  .refine((change) => Object.values(change).some((value) => value !== undefined), 'Nothing to change.')
  .meta({ id: 'UpdateCharacter' })
export type UpdateCharacter = z.infer<typeof updateCharacterSchema>

export const setAccountsSchema = z
  .strictObject({ accountIds: z.array(idSchema).max(50).describe('All accounts that it speaks through.') })
  .meta({ id: 'SetCharacterAccounts' })

/** The five traits, in the order in which they are shown and told. */
export const TRAITS = ['extroversion', 'creativity', 'humor', 'professionalism', 'authenticity'] as const
export type Trait = (typeof TRAITS)[number]

const share = z
  .number()
  .min(0)
  .max(1)
  .describe('0–1, in hundredths.')
  .transform((value) => Math.round(value * 100) / 100)
const personalityFields = {
  extroversion: share,
  creativity: share,
  humor: share,
  professionalism: share,
  authenticity: share,
  communicationStyle: line(50),
  preferredTopics: words,
  contentTone: line(50),
  llmPersonalityPrompt: line(5000).describe('Further instructions of the team for the model.'),
  temperature: share.describe('Where the model’s temperature starts from; the traits move it.'),
}
export const personalitySchema = z
  .object(personalityFields)
  .extend({
    prompt: z.string().describe('What a model is told of it, traits included.'),
    effectiveTemperature: z.number().describe('The temperature that models are asked with.'),
  })
  .meta({ id: 'Personality' })
export type Personality = z.infer<typeof personalitySchema>
export const setPersonalitySchema = z.strictObject(personalityFields).partial().meta({ id: 'SetPersonality' })
export type SetPersonality = z.infer<typeof setPersonalitySchema>
export type PersonalityValues = Omit<Personality, 'prompt' | 'effectiveTemperature'>

export const FACE_METHODS = ['ip-adapter', 'instantid', 'faceid', 'lora'] as const
export type FaceMethod = (typeof FACE_METHODS)[number]

const appearanceFields = {
  faceReferenceImageUrl: z.url().max(2000).nullable(),
  faceReferenceImagePath: line(500),
  faceConsistencyMethod: z.enum(FACE_METHODS),
  loraModelPath: line(500),
  hairColor: line(50),
  hairStyle: line(50),
  eyeColor: line(50),
  skinTone: line(50),
  bodyType: line(50),
  height: line(20),
  ageRange: z
    .string()
    .trim()
    .regex(/^\d{1,3}\s?[-–]\s?\d{1,3}$/, 'Write it as 25-30.')
    .nullable(),
  clothingStyle: line(100),
  preferredColors: words,
  styleKeywords: words,
  baseModel: z.string().trim().min(1).max(100),
  negativePrompt: line(2000),
  defaultPromptPrefix: line(2000),
  likenessRight: line(500).describe(
    'Why the face of the profile picture may be shown in generated pictures, such as: invented for us, or a consent and its date.',
  ),
}
export const appearanceValuesSchema = z.object(appearanceFields).meta({ id: 'AppearanceValues' })
export type AppearanceValues = z.infer<typeof appearanceValuesSchema>
export const setAppearanceSchema = z.strictObject(appearanceFields).partial().meta({ id: 'SetAppearance' })
export type SetAppearance = z.infer<typeof setAppearanceSchema>

export const assembledPromptSchema = z
  .object({
    prompt: z.string(),
    negativePrompt: z.string(),
    parts: z
      .array(z.object({ column: z.string(), text: z.string() }))
      .describe('The parts of the prompt in their order, with the column that each comes from.'),
    kept: z
      .array(z.object({ column: z.string(), value: z.string() }))
      .describe('What no provider here can honour: kept for your own.'),
  })
  .meta({ id: 'AssembledPrompt' })
export type AssembledPrompt = z.infer<typeof assembledPromptSchema>
export const appearanceSchema = appearanceValuesSchema
  .extend({ assembled: assembledPromptSchema })
  .meta({ id: 'Appearance' })
export type Appearance = z.infer<typeof appearanceSchema>

export const characterSchema = z
  .object({
    ...characterFields,
    id: idSchema,
    profileId: idSchema.describe('Its internal profile, on which its accounts hang.'),
    profileImageUrl: z.string().nullable(),
    status: characterStatusSchema,
    disclosureLine: z.string().nullable().describe('What its posts end with; null while disclosure is off.'),
    accounts: z.array(z.object({ id: idSchema, platform: z.string(), name: z.string() })),
    deletedAt: instantSchema.nullable(),
    createdAt: instantSchema,
    updatedAt: instantSchema,
  })
  .meta({ id: 'Character' })
export type Character = z.infer<typeof characterSchema>

export const characterListQuerySchema = pageQuerySchema.extend({
  status: characterStatusSchema.optional().describe('Left out: all that are not deleted.'),
})

export const MEMORY_KINDS = ['said', 'promised', 'likes', 'note'] as const
export const memoryKindSchema = z.enum(MEMORY_KINDS)
export type MemoryKind = z.infer<typeof memoryKindSchema>
export type MemorySource = 'post' | 'person'

const memoryFields = { kind: memoryKindSchema, text: z.string().trim().min(1).max(5000) }
export const memorySchema = z
  .object({
    ...memoryFields,
    id: idSchema,
    source: z.enum(['post', 'person']),
    publishedPostId: idSchema.nullable(),
    createdAt: instantSchema,
    updatedAt: instantSchema,
  })
  .meta({ id: 'CharacterMemory' })
export type Memory = z.infer<typeof memorySchema>
export const createMemorySchema = z.strictObject(memoryFields).meta({ id: 'CreateCharacterMemory' })
export type CreateMemory = z.infer<typeof createMemorySchema>
export const updateMemorySchema = z
  .strictObject(memoryFields)
  .partial()
  .refine((change) => Object.values(change).some((value) => value !== undefined), 'Nothing to change.')
  .meta({ id: 'UpdateCharacterMemory' })
export type UpdateMemory = z.infer<typeof updateMemorySchema>
export const memoryListQuerySchema = pageQuerySchema.extend({ kind: memoryKindSchema.optional() })
