import * as z from 'zod'
import {
  dateParameterSchema,
  idSchema,
  instantSchema,
  pageQuerySchema,
  timezoneSchema,
} from '#core/lib/kernel/schemas.ts'

export const roleSchema = z.enum(['owner', 'admin', 'editor', 'agent', 'analyst', 'viewer'])
export type Role = z.infer<typeof roleSchema>

/** The scopes of a person or an API key; the rows of the role matrix. */
export const scopeSchema = z.enum(['own', 'manage', 'write', 'answer', 'listen', 'see'])
export type Scope = z.infer<typeof scopeSchema>

const workspaceName = z.string().trim().min(1).max(80)
export const createWorkspaceSchema = z
  .strictObject({
    name: workspaceName,
    language: z
      .enum(['en', 'fr'])
      .default('en')
      .describe('Of the topics, audiences and other entries that it begins with.'),
    timezone: timezoneSchema
      .default('UTC')
      .describe('Its figures count by days of this time zone; UTC where the database does not know it.'),
  })
  .meta({ id: 'CreateWorkspace' })
export type CreateWorkspace = z.infer<typeof createWorkspaceSchema>

export const workspaceSchema = z
  .object({
    id: idSchema,
    name: z.string(),
    role: roleSchema,
    createdAt: instantSchema,
  })
  .meta({ id: 'Workspace' })
export type Workspace = z.infer<typeof workspaceSchema>

/** The caller: the signed-in person (or the key's maker) and the workspace they act in. */
export const meSchema = z
  .object({
    user: z
      .object({ id: idSchema, name: z.string(), email: z.string(), emailVerified: z.boolean() })
      .nullable(),
    workspace: z.object({ id: idSchema, name: z.string() }).nullable(),
    role: roleSchema.nullable(),
    scopes: z.array(scopeSchema),
    operator: z.boolean().describe('May see and replay what belongs to the installation.'),
  })
  .meta({ id: 'Me' })
export type Me = z.infer<typeof meSchema>

export const createApiKeySchema = z
  .strictObject({
    name: z.string().trim().min(1).max(80),
    scopes: z.array(scopeSchema.exclude(['own'])).min(1),
    expiresAt: dateParameterSchema.optional(),
  })
  .meta({ id: 'CreateApiKey' })
export type CreateApiKey = z.infer<typeof createApiKeySchema>

export const apiKeySchema = z
  .object({
    id: idSchema,
    name: z.string(),
    prefix: z.string().describe('The first characters, to tell keys apart. The key itself is shown once.'),
    scopes: z.array(scopeSchema),
    expiresAt: instantSchema.nullable(),
    lastUsedAt: instantSchema.nullable(),
    createdAt: instantSchema,
  })
  .meta({ id: 'ApiKey' })
export type ApiKey = z.infer<typeof apiKeySchema>

export const createdApiKeySchema = apiKeySchema
  .extend({ key: z.string().startsWith('chk_') })
  .meta({ id: 'CreatedApiKey' })
export type CreatedApiKey = z.infer<typeof createdApiKeySchema>

export const updateWorkspaceSchema = z
  .strictObject({
    name: workspaceName.optional(),
    timezone: timezoneSchema.optional().describe('Its figures count by days of this time zone.'),
    ageConfirmed: z
      .boolean()
      .optional()
      .describe('That all who work here are of age, and publish only to adults what is flagged NSFW.'),
  })
  .meta({ id: 'UpdateWorkspace' })
export type UpdateWorkspace = z.infer<typeof updateWorkspaceSchema>
/** The name, typed again, so that a workspace is not deleted by mistake. */
export const deleteWorkspaceSchema = z.strictObject({ name: z.string() }).meta({ id: 'DeleteWorkspace' })

export const pauseSchema = z
  .strictObject({ reason: z.string().trim().max(300).default('') })
  .meta({ id: 'Pause' })
export type Pause = z.infer<typeof pauseSchema>

/** The caller's workspace, and whether its automatic work is on. */
export const currentWorkspaceSchema = z
  .object({
    id: idSchema,
    name: z.string(),
    createdAt: instantSchema,
    timezone: z.string().describe('IANA; days of its figures begin at its midnight.'),
    ageConfirmedAt: instantSchema
      .nullable()
      .describe('While it is null, nothing that is flagged NSFW leaves the workspace.'),
    paused: z
      .object({ at: instantSchema, by: z.string(), reason: z.string().nullable() })
      .nullable()
      .describe('Set while the machines of this workspace stand still: nothing is answered or published.'),
    installationPaused: z.boolean().describe('An operator has paused the machines of every workspace.'),
  })
  .meta({ id: 'CurrentWorkspace' })
export type CurrentWorkspace = z.infer<typeof currentWorkspaceSchema>

export const memberSchema = z
  .object({
    id: idSchema,
    userId: idSchema,
    name: z.string(),
    email: z.string(),
    role: roleSchema,
    joinedAt: instantSchema,
  })
  .meta({ id: 'Member' })
export type Member = z.infer<typeof memberSchema>

export const changeRoleSchema = z.strictObject({ role: roleSchema }).meta({ id: 'ChangeRole' })
export const transferSchema = z.strictObject({ memberId: idSchema }).meta({ id: 'Transfer' })

const emailSchema = z.email().max(254).toLowerCase()

export const inviteSchema = z
  .strictObject({ email: emailSchema, role: roleSchema.exclude(['owner']) })
  .meta({ id: 'Invite' })
export type Invite = z.infer<typeof inviteSchema>

export const invitationSchema = z
  .object({
    id: idSchema,
    email: z.string(),
    role: roleSchema,
    status: z.enum(['pending', 'expired', 'accepted', 'revoked']),
    invitedBy: z.string().nullable(),
    expiresAt: instantSchema,
    createdAt: instantSchema,
  })
  .meta({ id: 'Invitation' })
export type Invitation = z.infer<typeof invitationSchema>

export const invitationTokenSchema = z
  .strictObject({ token: z.string().min(1).max(300) })
  .meta({ id: 'InvitationToken' })

/** The details that an invitation's link shows before the person has signed in. */
export const openInvitationSchema = z
  .object({
    workspaceName: z.string(),
    email: z.string(),
    role: roleSchema,
    invitedBy: z.string().nullable(),
    expiresAt: instantSchema,
  })
  .meta({ id: 'OpenInvitation' })
export type OpenInvitation = z.infer<typeof openInvitationSchema>

/** The first steps of a new member; those that a role may not take are not offered. */
export const onboardingStepSchema = z.enum([
  'connect_account',
  'add_knowledge',
  'first_answer',
  'invite_team',
])
export type OnboardingStep = z.infer<typeof onboardingStepSchema>
export type OnboardingSteps = Partial<Record<OnboardingStep, 'done' | 'skipped'>>

export const onboardingSchema = z
  .object({
    steps: z.array(z.object({ step: onboardingStepSchema, status: z.enum(['open', 'done', 'skipped']) })),
    completedAt: instantSchema.nullable(),
  })
  .meta({ id: 'Onboarding' })
export type Onboarding = z.infer<typeof onboardingSchema>

export const onboardingChangeSchema = z
  .strictObject({
    skip: onboardingStepSchema.optional(),
    completed: z.literal(true).optional(),
  })
  .meta({ id: 'OnboardingChange' })
export type OnboardingChange = z.infer<typeof onboardingChangeSchema>

export const auditEntrySchema = z
  .object({
    id: idSchema,
    actor: z.string().describe('`user:<id>`, `api_key:<id>`, `cron:<task>`, …'),
    actorLabel: z.string(),
    action: z.string(),
    objectType: z.string(),
    objectId: idSchema.nullable(),
    before: z.record(z.string(), z.unknown()).nullable(),
    after: z.record(z.string(), z.unknown()).nullable(),
    requestId: z.string().nullable(),
    at: instantSchema,
  })
  .meta({ id: 'AuditEntry' })
export type AuditEntry = z.infer<typeof auditEntrySchema>

const auditFilter = {
  actor: z.string().max(100).optional(),
  action: z
    .string()
    .max(100)
    .optional()
    .describe('Exact, such as `member.change_role`, or a prefix that ends in a dot.'),
  objectId: idSchema.optional(),
  since: dateParameterSchema.optional(),
  until: dateParameterSchema.optional(),
}
export const auditQuerySchema = pageQuerySchema.extend(auditFilter)
export const auditExportQuerySchema = z.strictObject({
  ...auditFilter,
  format: z.enum(['csv', 'ndjson']).default('csv'),
})
export type AuditFilter = Omit<z.infer<typeof auditExportQuerySchema>, 'format'>
