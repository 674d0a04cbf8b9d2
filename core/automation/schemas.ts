import * as z from 'zod'
import { contentCategorySchema } from '#core/characters/schemas.ts'
import {
  changes,
  dateParameterSchema,
  idSchema,
  instantSchema,
  pageQuerySchema,
  platformSchema,
  timezoneSchema,
} from '#core/lib/kernel/schemas.ts'

export const triggerTypeSchema = z.enum(['schedule', 'event', 'manual'])
export type TriggerType = z.infer<typeof triggerTypeSchema>
export const RULE_CONTENT_TYPES = ['text', 'image', 'video', 'mixed'] as const
export const ruleContentTypeSchema = z
  .enum(RULE_CONTENT_TYPES)
  .describe('What a post shows; `mixed` is a picture or a video.')
export type RuleContentType = z.infer<typeof ruleContentTypeSchema>
export const hashtagStrategySchema = z
  .enum(['none', 'template', 'auto'])
  .describe('`auto` makes them of the character’s topics, `template` of `hashtagTemplate`.')
export type HashtagStrategy = z.infer<typeof hashtagStrategySchema>
export const RULE_EVENTS = ['post_published', 'signal'] as const

export const triggerConfigSchema = z.strictObject({
  rrule: z.string().trim().min(1).max(1000).optional().describe('RFC 5545, in wall time.'),
  start: z
    .string()
    .max(40)
    .optional()
    .describe('Local time from which the rrule counts; left out, when the rule is saved.'),
  timezone: timezoneSchema.optional().describe('Left out, the character’s.'),
  event: z.enum(RULE_EVENTS).optional(),
  characterId: idSchema
    .optional()
    .describe('Whose posts are the event; left out, all posts that no rule has made.'),
  projectId: idSchema.optional().describe('Whose signals are the event; left out, those of all projects.'),
})
export type TriggerConfig = z.infer<typeof triggerConfigSchema>

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Write it as 22:00.')
export const quietHoursSchema = z
  .strictObject({ from: clock, to: clock })
  .refine(({ from, to }) => from !== to, { path: ['to'], error: 'Choose another time than the beginning.' })
export type QuietHours = z.infer<typeof quietHoursSchema>

const template = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .nullable()
    .transform((text) => text || null)
const limit = (max: number) => z.int().min(1).max(max).nullable()
const ruleFields = {
  name: z.string().trim().min(1).max(255),
  description: z.string().trim().max(2000),
  enabled: z.boolean(),
  triggerType: triggerTypeSchema,
  triggerConfig: triggerConfigSchema,
  platforms: z
    .array(platformSchema)
    .min(1)
    .max(20)
    .transform((all) => [...new Set(all)]),
  contentType: ruleContentTypeSchema,
  contentCategory: contentCategorySchema.nullable().describe('Only media of this place; null for any.'),
  promptTemplate: template(5000).describe(
    'What a post says, in plain words with variables such as {{topic}}; the character says it in its voice. Null takes an approved text of the character where one is needed.',
  ),
  captionTemplate: template(5000).describe(
    'How the post is put together; null for {{text}} and {{hashtags}}.',
  ),
  hashtagStrategy: hashtagStrategySchema,
  hashtagTemplate: template(500),
  minContentQuality: z.number().min(0).max(1).describe('Media below this score are not shown.'),
  needsApproval: z.boolean().describe('Whether its posts await a person’s approval.'),
  maxPostsPerDay: limit(1000),
  maxPostsPerWeek: limit(7000),
  cooldownMinutes: z.int().min(0).max(43_200).describe('Between two posts of the rule, at least.'),
  quietHours: quietHoursSchema.nullable().describe('Local times of the character without posts.'),
}
export type RuleFields = z.infer<z.ZodObject<typeof ruleFields>>

export const automationRuleSchema = z
  .object({
    id: idSchema,
    characterId: idSchema,
    characterName: z.string(),
    ...ruleFields,
    platforms: z.array(platformSchema),
    promptTemplate: z.string().nullable(),
    captionTemplate: z.string().nullable(),
    hashtagTemplate: z.string().nullable(),
    timezone: timezoneSchema.describe('The character’s: days, weeks and quiet hours are in it.'),
    nextAt: instantSchema.nullable().describe('The next time of a schedule, whether it posts then or not.'),
    timesExecuted: z.int().describe('How often it was to post, within its limits.'),
    lastExecutedAt: instantSchema.nullable(),
    successCount: z.int(),
    failureCount: z.int(),
    createdAt: instantSchema,
    updatedAt: instantSchema,
  })
  .meta({ id: 'AutomationRule' })
export type AutomationRule = z.infer<typeof automationRuleSchema>

export const createAutomationRuleSchema = z
  .strictObject({
    ...ruleFields,
    characterId: idSchema,
    description: ruleFields.description.default(''),
    enabled: ruleFields.enabled.default(true),
    contentCategory: ruleFields.contentCategory.default(null),
    promptTemplate: ruleFields.promptTemplate.default(null),
    captionTemplate: ruleFields.captionTemplate.default(null),
    hashtagStrategy: hashtagStrategySchema.default('none'),
    hashtagTemplate: ruleFields.hashtagTemplate.default(null),
    minContentQuality: ruleFields.minContentQuality.default(0.7),
    needsApproval: ruleFields.needsApproval.default(true),
    maxPostsPerDay: ruleFields.maxPostsPerDay.default(null),
    maxPostsPerWeek: ruleFields.maxPostsPerWeek.default(null),
    cooldownMinutes: ruleFields.cooldownMinutes.default(60),
    quietHours: ruleFields.quietHours.default(null),
  })
  .meta({ id: 'CreateAutomationRule' })
export type CreateAutomationRule = z.infer<typeof createAutomationRuleSchema>
export const changeAutomationRuleSchema = changes(ruleFields).meta({ id: 'ChangeAutomationRule' })
export type ChangeAutomationRule = z.infer<typeof changeAutomationRuleSchema>
export const automationRuleListQuerySchema = pageQuerySchema.extend({ characterId: idSchema.optional() })

/** Why something happens or does not. */
export const WHYS = [
  'due',
  'quiet_hours',
  'daily_limit',
  'weekly_limit',
  'cooldown',
  'late',
  'feeds_itself',
  'switched_off',
  'same_post',
  'no_account',
  'no_media',
  'no_text',
] as const
export const whySchema = z.enum(WHYS)
export type Why = z.infer<typeof whySchema>

const DRY_RUN_DAYS = 366
export const dryRunSchema = z
  .strictObject({ from: dateParameterSchema, to: dateParameterSchema })
  .refine(({ from, to }) => Date.parse(from) < Date.parse(to), {
    path: ['to'],
    error: 'Choose a time after the beginning.',
  })
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) <= DRY_RUN_DAYS * 86_400_000, {
    path: ['to'],
    error: 'Choose a year at most.',
  })
  .meta({ id: 'DryRun' })
export type DryRun = z.infer<typeof dryRunSchema>
export const dryRunAnswerSchema = z
  .object({
    items: z.array(
      z.object({
        at: instantSchema,
        would: z.enum(['post', 'skip']),
        why: whySchema.extract(['due', 'quiet_hours', 'daily_limit', 'weekly_limit', 'cooldown']),
      }),
    ),
  })
  .meta({ id: 'DryRunAnswer' })
export type DryRunAnswer = z.infer<typeof dryRunAnswerSchema>

export const EXECUTION_STATUSES = ['due', 'admitted', 'running', 'posted', 'skipped', 'failed'] as const
export const executionStatusSchema = z.enum(EXECUTION_STATUSES)
export type ExecutionStatus = z.infer<typeof executionStatusSchema>
export const executionStepSchema = z.object({
  step: z.enum(['missed', 'voice', 'text', 'media', 'post', 'approval']),
  value: z.string().describe('What was taken, made or counted there.'),
})
export type ExecutionStep = z.infer<typeof executionStepSchema>
export const automationExecutionSchema = z
  .object({
    id: idSchema,
    ruleId: idSchema,
    ruleName: z.string(),
    characterId: idSchema,
    trigger: triggerTypeSchema,
    at: instantSchema.describe('The time of its occurrence or event.'),
    subject: z.string().describe('The words of the event; empty for others.'),
    status: executionStatusSchema,
    why: whySchema.nullable(),
    error: z.string().nullable(),
    steps: z.array(executionStepSchema),
    contentId: idSchema.nullable().describe('What it shows of the character’s media.'),
    text: z.string().nullable(),
    scheduledPostId: idSchema.nullable(),
    createdAt: instantSchema,
  })
  .meta({ id: 'AutomationExecution' })
export type AutomationExecution = z.infer<typeof automationExecutionSchema>
export const automationExecutionListQuerySchema = pageQuerySchema.extend({
  ruleId: idSchema.optional(),
  characterId: idSchema.optional(),
  status: executionStatusSchema.optional(),
})
export type ExecutionListQuery = z.infer<typeof automationExecutionListQuerySchema>
