import * as z from 'zod'
import { matchedRuleSchema } from '#core/inbox/schemas.ts'
import { passageSchema } from '#core/knowledge/schemas.ts'
import { idSchema, instantSchema, pageQuerySchema, platformSchema } from '#core/lib/kernel/schemas.ts'

export const commentDecisionKindSchema = z.enum(['respond', 'ignore', 'escalate', 'user_conversation'])
export type CommentDecisionKind = z.infer<typeof commentDecisionKindSchema>

/** Steps that decide instead of the model, or overrule it: those of messages, and some that only comments have. */
export const commentRuleSchema = z.enum([
  ...matchedRuleSchema.options,
  'user_conversation',
  'before_watched',
  'turns',
  'not_decided',
])
export type CommentRule = z.infer<typeof commentRuleSchema>

export const commentStatusSchema = z
  .enum(['new', 'open', 'answered', 'closed'])
  .describe(
    'new: no machine has decided yet. open: a person is asked. answered: a reply is on its way or there. closed: nothing is to be done.',
  )
export type CommentStatus = z.infer<typeof commentStatusSchema>

export const actionKindSchema = z.enum(['reply', 'like', 'hide', 'unhide', 'private_reply'])
export type ActionKind = z.infer<typeof actionKindSchema>
export const actionStatusSchema = z.enum([
  'queued',
  'sending',
  'sent',
  'failed',
  'unknown',
  'waiting',
  'cancelled',
])
export type ActionStatus = z.infer<typeof actionStatusSchema>
export const monitoredSourceSchema = z.enum(['scheduled', 'imported', 'manual'])
export type MonitoredSource = z.infer<typeof monitoredSourceSchema>

export const commentDecisionSchema = z
  .object({
    id: idSchema,
    decision: commentDecisionKindSchema,
    confidence: z.number().min(0).max(1),
    reason: z.string(),
    matchedRule: commentRuleSchema.nullable(),
    rule: z
      .object({ id: idSchema, name: z.string() })
      .nullable()
      .describe('The workspace’s own rule that applied.'),
    suggestion: z.string().nullable().describe('The answer that the machine proposed.'),
    model: z.string(),
    prompt: z.string().nullable(),
    sources: z.array(passageSchema),
    createdAt: instantSchema,
  })
  .meta({ id: 'CommentDecision' })

export const commentActionSchema = z
  .object({
    id: idSchema,
    kind: actionKindSchema,
    text: z.string().nullable(),
    author: z.enum(['machine', 'person']),
    authorName: z.string().nullable(),
    status: actionStatusSchema,
    error: z.string().nullable(),
    url: z.string().nullable(),
    createdAt: instantSchema,
    sentAt: instantSchema.nullable(),
  })
  .meta({ id: 'CommentAction' })
export type CommentAction = z.infer<typeof commentActionSchema>

const authorSchema = z.object({
  id: z.string().describe('The platform’s id.'),
  name: z.string(),
  handle: z.string().nullable(),
  avatarUrl: z.string().nullable(),
})

export const commentSchema = z
  .object({
    id: idSchema,
    postId: idSchema.describe('The monitored post that it stands under.'),
    accountId: idSchema,
    platform: platformSchema,
    externalId: z.string(),
    parentExternalId: z
      .string()
      .nullable()
      .describe('The comment that it answers; null directly under the post.'),
    isOwn: z.boolean().describe('Written by the account itself.'),
    author: authorSchema,
    text: z.string(),
    formerTexts: z.array(z.string()).describe('Its texts before its author changed it, oldest first.'),
    likes: z.number().int().nullable(),
    url: z.string().nullable(),
    status: commentStatusSchema,
    triage: commentDecisionKindSchema.nullable(),
    decision: commentDecisionSchema.nullable(),
    actions: z.array(commentActionSchema).describe('What was done to it there, oldest first.'),
    hidden: z.boolean(),
    liked: z.boolean(),
    can: z.array(actionKindSchema).describe('What can be done to it on its platform now.'),
    postedAt: instantSchema,
    createdAt: instantSchema,
  })
  .meta({ id: 'Comment' })
export type Comment = z.infer<typeof commentSchema>

export const monitoredPostSchema = z
  .object({
    id: idSchema,
    accountId: idSchema,
    accountName: z.string(),
    platform: platformSchema,
    externalId: z.string(),
    scheduledPostId: idSchema.nullable(),
    source: monitoredSourceSchema,
    caption: z.string(),
    url: z.string().nullable(),
    monitoring: z.boolean().describe('Its comments are read.'),
    nextPollAt: instantSchema.nullable(),
    polledAt: instantSchema.nullable(),
    problem: z.string().nullable().describe('Why its comments could not be read.'),
    commentsCount: z.number().int(),
    postedAt: instantSchema,
  })
  .meta({ id: 'MonitoredPost' })
export type MonitoredPost = z.infer<typeof monitoredPostSchema>

/** A comment with what stands around it. */
export const commentInThreadSchema = commentSchema
  .extend({
    post: monitoredPostSchema,
    thread: z.array(commentSchema).describe('All comments of its thread, itself included, oldest first.'),
  })
  .meta({ id: 'CommentInThread' })
export type CommentInThread = z.infer<typeof commentInThreadSchema>

export const commentListQuerySchema = pageQuerySchema.extend({
  postId: idSchema.optional(),
  accountId: idSchema.optional(),
  triage: commentDecisionKindSchema.optional(),
  status: commentStatusSchema.optional(),
})
export type CommentListQuery = z.infer<typeof commentListQuerySchema>

/** More than any platform takes; the connector knows the limit of each. */
const REPLY_MAX = 10_000
export const replySchema = z
  .strictObject({ text: z.string().trim().min(1).max(REPLY_MAX) })
  .meta({ id: 'Reply' })
export const hideSchema = z.strictObject({ hidden: z.boolean().default(true) }).meta({ id: 'Hide' })
export const changeCommentSchema = z
  .strictObject({
    status: z
      .enum(['open', 'closed'])
      .describe('closed: nothing is to be done. open: a person is to look at it.'),
  })
  .meta({ id: 'ChangeComment' })
export type ChangeComment = z.infer<typeof changeCommentSchema>
export const changeActionSchema = z
  .strictObject({
    status: z
      .enum(['queued', 'cancelled', 'sent'])
      .describe(
        'queued: try a failed one again. cancelled: take back what is not sent, or say that one of unknown outcome was not done. sent: say that it was.',
      ),
  })
  .meta({ id: 'ChangeAction' })
export type ChangeAction = z.infer<typeof changeActionSchema>

export const monitoredPostListQuerySchema = pageQuerySchema.extend({
  accountId: idSchema.optional(),
  monitoring: z
    .enum(['true', 'false'])
    .transform((value) => value === 'true')
    .optional(),
  scheduledPostId: idSchema.optional(),
})
export type MonitoredPostListQuery = z.infer<typeof monitoredPostListQuerySchema>
export const monitorPostSchema = z
  .strictObject({
    accountId: idSchema,
    externalId: z
      .string()
      .trim()
      .min(1)
      .max(500)
      .describe('The platform’s id of one of the account’s posts.'),
    caption: z.string().max(20_000).default('').describe('Its text, for the assistant.'),
    url: z
      .url({ protocol: /^https?$/ })
      .max(2_000)
      .optional(),
  })
  .meta({ id: 'MonitorPost' })
export type MonitorPost = z.infer<typeof monitorPostSchema>
export const changeMonitoredPostSchema = z
  .strictObject({ monitoring: z.boolean() })
  .meta({ id: 'ChangeMonitoredPost' })

export const NEWEST_POSTS = { least: 1, most: 20, usual: 5 }
export const MONITORED_DAYS = { least: 1, most: 30, usual: 7 }
const ruleFields = {
  enabled: z.boolean(),
  newestPosts: z
    .int()
    .min(NEWEST_POSTS.least)
    .max(NEWEST_POSTS.most)
    .describe('How many of an account’s newest posts are watched.'),
  days: z.int().min(MONITORED_DAYS.least).max(MONITORED_DAYS.most).describe('For how many days.'),
}
export const monitoringRuleSchema = z
  .object({
    id: idSchema,
    accountId: idSchema.nullable().describe('Null: for all accounts without a rule of their own.'),
    ...ruleFields,
    createdAt: instantSchema,
    updatedAt: instantSchema,
  })
  .meta({ id: 'MonitoringRule' })
export type MonitoringRule = z.infer<typeof monitoringRuleSchema>
export const createMonitoringRuleSchema = z
  .strictObject({
    accountId: monitoringRuleSchema.shape.accountId.default(null),
    enabled: ruleFields.enabled.default(true),
    newestPosts: ruleFields.newestPosts.default(NEWEST_POSTS.usual),
    days: ruleFields.days.default(MONITORED_DAYS.usual),
  })
  .meta({ id: 'CreateMonitoringRule' })
export type CreateMonitoringRule = z.infer<typeof createMonitoringRuleSchema>
export const changeMonitoringRuleSchema = z
  .strictObject(ruleFields)
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'Nothing to change.')
  .meta({ id: 'ChangeMonitoringRule' })
export type ChangeMonitoringRule = z.infer<typeof changeMonitoringRuleSchema>
