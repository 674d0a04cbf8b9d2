import * as z from 'zod'
import {
  changes,
  idSchema,
  instantSchema,
  pageQuerySchema,
  platformSchema,
} from '#core/lib/kernel/schemas.ts'
import { targetStatusSchema, waitingReasonSchema } from '#core/publishing/schemas.ts'

const kept = { id: idSchema, createdAt: instantSchema, updatedAt: instantSchema }

const pageFields = {
  name: z.string().trim().min(1).max(120),
  active: z.boolean().describe('Switched off, nothing more comes to the page; what waits already stays.'),
}
export const companyPageSchema = z
  .object({
    ...kept,
    ...pageFields,
    accountId: idSchema,
    accountName: z.string(),
    platform: platformSchema,
  })
  .meta({ id: 'CompanyPage' })
export type CompanyPage = z.infer<typeof companyPageSchema>
export const createCompanyPageSchema = z
  .strictObject({
    name: pageFields.name,
    accountId: idSchema.describe('The account that publishes on the page.'),
  })
  .meta({ id: 'CreateCompanyPage' })
export type CreateCompanyPage = z.infer<typeof createCompanyPageSchema>
export const changeCompanyPageSchema = changes(pageFields).meta({ id: 'ChangeCompanyPage' })
export type ChangeCompanyPage = z.infer<typeof changeCompanyPageSchema>

/** Thirty days, in minutes. */
const DELAY_MAX = 43_200
/** A paragraph of a rule; an empty one is none. */
const paragraph = z
  .string()
  .trim()
  .max(500)
  .nullable()
  .transform((text) => text || null)
const ruleFields = {
  delayMinutes: z
    .int()
    .min(0)
    .max(DELAY_MAX)
    .describe('How long after the original, in minutes; 0 for at once.'),
  prefix: paragraph.describe('A paragraph before the text.'),
  suffix: paragraph.describe('A paragraph after the text.'),
  active: z.boolean(),
}
export const companyRuleSchema = z
  .object({
    ...kept,
    ...ruleFields,
    prefix: z.string().nullable(),
    suffix: z.string().nullable(),
    profileId: idSchema.describe('Whose posts go to the page.'),
    profileName: z.string(),
    companyPageId: idSchema,
    pageName: z.string(),
  })
  .meta({ id: 'CompanyPostRule' })
export type CompanyRule = z.infer<typeof companyRuleSchema>
export const createCompanyRuleSchema = z
  .strictObject({
    profileId: idSchema,
    companyPageId: idSchema,
    delayMinutes: ruleFields.delayMinutes.default(0),
    prefix: ruleFields.prefix.default(null),
    suffix: ruleFields.suffix.default(null),
    active: ruleFields.active.default(true),
  })
  .meta({ id: 'CreateCompanyPostRule' })
export type CreateCompanyRule = z.infer<typeof createCompanyRuleSchema>
export const changeCompanyRuleSchema = changes(ruleFields).meta({ id: 'ChangeCompanyPostRule' })
export type ChangeCompanyRule = z.infer<typeof changeCompanyRuleSchema>

export const companyPostSchema = z
  .object({
    id: idSchema,
    originalPostId: idSchema.describe('The published post that it repeats.'),
    originalUrl: z.string().nullable(),
    authorName: z.string().nullable(),
    companyPageId: idSchema,
    pageName: z.string(),
    accountId: idSchema,
    platform: platformSchema,
    scheduledPostId: idSchema.describe(
      'The scheduled post that does it: its text and time can be changed there.',
    ),
    status: targetStatusSchema,
    waitingReason: waitingReasonSchema.nullable(),
    scheduledFor: instantSchema,
    externalId: z.string().nullable(),
    url: z.string().nullable(),
    error: z.string().nullable(),
    problem: z
      .string()
      .nullable()
      .describe('Why its platform would refuse it as it stands; only while it waits.'),
    text: z.string(),
    createdAt: instantSchema,
  })
  .meta({ id: 'CompanyPost' })
export type CompanyPost = z.infer<typeof companyPostSchema>
export const companyPostListQuerySchema = pageQuerySchema.extend({ companyPageId: idSchema.optional() })
export type CompanyPostListQuery = z.infer<typeof companyPostListQuerySchema>
