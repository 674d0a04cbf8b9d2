import * as z from 'zod'
import { idSchema, instantSchema, pageQuerySchema, platformSchema } from '#core/lib/kernel/schemas.ts'
import { sensitivitySchema } from './signals.ts'

export const projectStatusSchema = z.enum(['draft', 'active', 'paused'])
export type ProjectStatus = z.infer<typeof projectStatusSchema>
export const scopeTypeSchema = z.enum(['hashtags', 'creators', 'both', 'query'])
export type ScopeType = z.infer<typeof scopeTypeSchema>

export const creatorSchema = z
  .strictObject({
    platform: platformSchema,
    username: z.string().trim().min(1).max(255),
  })
  .meta({ id: 'Creator' })
export type Creator = z.infer<typeof creatorSchema>

/** The most hashtags, or creators, that one request may name. */
export const NAMED_MAX = 100
export const QUERY_MAX = 2_000
export const scopeSchema = z
  .strictObject({
    hashtags: z.array(z.string().trim().min(1).max(200)).max(NAMED_MAX),
    creators: z
      .array(z.union([z.string().trim().min(1).max(255), creatorSchema]))
      .max(NAMED_MAX)
      .describe('Their names; those without a platform are looked for on each of the project’s.'),
    query: z
      .string()
      .trim()
      .min(1)
      .max(QUERY_MAX)
      .describe(
        'Words, "phrases", #hashtags, author:, lang:, platform:, AND, OR, NOT and brackets. With hashtags or creators beside it, posts must fit it as well.',
      ),
  })
  .partial()
  .meta({ id: 'Scope' })
export type ScopeInput = z.infer<typeof scopeSchema>

const projectFields = {
  name: z.string().trim().min(1).max(255),
  description: z.string().trim().max(2_000),
  status: projectStatusSchema.describe('Only an active project takes posts in.'),
  sensitivity: sensitivitySchema,
}
export const createProjectSchema = z
  .strictObject({
    ...projectFields,
    platforms: z.array(platformSchema).min(1).max(20),
    scope: scopeSchema,
  })
  .partial({ description: true, status: true, sensitivity: true })
  .meta({ id: 'CreateProject' })
export type CreateProject = z.infer<typeof createProjectSchema>
export const updateProjectSchema = z
  .strictObject(projectFields)
  .partial()
  .refine((change) => Object.keys(change).length > 0, { message: 'Name at least one field to change.' })
  .meta({ id: 'UpdateProject' })
export type UpdateProject = z.infer<typeof updateProjectSchema>

export const projectSchema = z
  .object({
    id: idSchema,
    name: z.string(),
    description: z.string(),
    status: projectStatusSchema,
    sensitivity: sensitivitySchema,
    platforms: z.array(platformSchema),
    scopeType: scopeTypeSchema,
    scope: z.object({
      hashtags: z.array(z.string()),
      creators: z.array(creatorSchema),
      query: z.string().nullable(),
    }),
    counts: z.object({
      posts: z.number().int(),
      creators: z.number().int().describe('Creators that its scope names.'),
      signals: z.number().int(),
    }),
    lastRunAt: instantSchema.nullable(),
    lastSignalAt: instantSchema.nullable(),
    createdAt: instantSchema,
    updatedAt: instantSchema,
  })
  .meta({ id: 'Project' })
export type Project = z.infer<typeof projectSchema>

export const projectListQuerySchema = pageQuerySchema.extend({ status: projectStatusSchema.optional() })
