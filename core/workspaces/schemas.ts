import * as z from 'zod'
import { idSchema, instantSchema } from '#core/lib/schemas.ts'

export const roleSchema = z.enum(['owner', 'admin', 'editor', 'agent', 'analyst', 'viewer'])
export type Role = z.infer<typeof roleSchema>

/** What a person or an API key may do; the rows of the role matrix. */
export const scopeSchema = z.enum(['own', 'manage', 'write', 'answer', 'listen', 'see'])
export type Scope = z.infer<typeof scopeSchema>

export const createWorkspaceSchema = z.strictObject({ name: z.string().trim().min(1).max(80) })
export type CreateWorkspace = z.infer<typeof createWorkspaceSchema>

export const workspaceSchema = z.object({
  id: idSchema,
  name: z.string(),
  role: roleSchema,
  createdAt: instantSchema,
})
export type Workspace = z.infer<typeof workspaceSchema>

/** Who asks: the signed-in person (or the key's maker) and the workspace they act in. */
export const meSchema = z.object({
  user: z.object({ id: idSchema, name: z.string(), email: z.string() }).nullable(),
  workspace: z.object({ id: idSchema, name: z.string() }).nullable(),
  role: roleSchema.nullable(),
  scopes: z.array(scopeSchema),
  operator: z.boolean().describe('May see and replay what belongs to the installation.'),
})
export type Me = z.infer<typeof meSchema>

export const createApiKeySchema = z.strictObject({
  name: z.string().trim().min(1).max(80),
  scopes: z.array(scopeSchema.exclude(['own'])).min(1),
  expiresAt: instantSchema.optional(),
})
export type CreateApiKey = z.infer<typeof createApiKeySchema>

export const apiKeySchema = z.object({
  id: idSchema,
  name: z.string(),
  prefix: z.string().describe('The first characters, to tell keys apart. The key itself is shown once.'),
  scopes: z.array(scopeSchema),
  expiresAt: instantSchema.nullable(),
  lastUsedAt: instantSchema.nullable(),
  createdAt: instantSchema,
})
export type ApiKey = z.infer<typeof apiKeySchema>

export const createdApiKeySchema = apiKeySchema.extend({ key: z.string().startsWith('chk_') })
export type CreatedApiKey = z.infer<typeof createdApiKeySchema>
