import * as z from 'zod'
import type { Task } from '#core/lib/kernel/ai.ts'
import {
  changes,
  idSchema,
  instantSchema,
  pageQuerySchema,
  platformSchema,
} from '#core/lib/kernel/schemas.ts'
import { targetStatusSchema, waitingReasonSchema } from '#core/publishing/schemas.ts'

export const engagementKindSchema = z.enum(['like', 'comment'])
export type EngagementKind = z.infer<typeof engagementKindSchema>
/** Reactions of the platforms under common names; one that a platform does not have is its like. */
export const reactionSchema = z.enum(['like', 'celebrate', 'support', 'love', 'insightful', 'funny'])
export type Reaction = z.infer<typeof reactionSchema>
export const engagementStatusSchema = targetStatusSchema.exclude(['deleted'])
export type EngagementStatus = z.infer<typeof engagementStatusSchema>
export const engagementReasonSchema = waitingReasonSchema.extract(['limited', 'reauth', 'by_hand'])
export type EngagementReason = z.infer<typeof engagementReasonSchema>
/** How an account engages: by the platform's API, by its owner's hand, or not at all. */
export const engagementWaySchema = z.enum(['api', 'by_hand', 'refused'])
export type EngagementWay = z.infer<typeof engagementWaySchema>

// --- the workspace's rules ------------------------------------------------------------------------

const DAY_MINUTES = 24 * 60
export const engagementRulesSchema = z
  .object({
    enabled: z.boolean().describe('Whether posts that come out from now on are engaged with.'),
    windowMinutes: z
      .int()
      .min(15)
      .max(2 * DAY_MINUTES)
      .describe('How long after its publishing a post is engaged with, in minutes.'),
    commentsPerPost: z.int().min(0).max(20).describe('The most comments of the team under one post.'),
  })
  .meta({ id: 'EngagementRules' })
export type EngagementRules = z.infer<typeof engagementRulesSchema>
export const changeEngagementRulesSchema = changes(engagementRulesSchema.shape).meta({
  id: 'ChangeEngagementRules',
})
export type ChangeEngagementRules = z.infer<typeof changeEngagementRulesSchema>
export const USUAL_RULES: EngagementRules = { enabled: false, windowMinutes: 4 * 60, commentsPerPost: 2 }

// --- an author's settings -------------------------------------------------------------------------

const settingsFields = {
  preferredReaction: reactionSchema,
  autoEngageEnabled: z.boolean().describe('Off, nothing is planned, and what waits is not done.'),
  likesPerDay: z.int().min(0).max(100),
  commentsPerDay: z.int().min(0).max(50),
}
export const engagementSettingsSchema = z
  .object({ profileId: idSchema, profileName: z.string(), ...settingsFields })
  .meta({ id: 'EngagementSettings' })
export type EngagementSettings = z.infer<typeof engagementSettingsSchema>
export type SettingsValues = Omit<EngagementSettings, 'profileId' | 'profileName'>
export const changeEngagementSettingsSchema = changes(settingsFields).meta({ id: 'ChangeEngagementSettings' })
export type ChangeEngagementSettings = z.infer<typeof changeEngagementSettingsSchema>
export const USUAL_SETTINGS: SettingsValues = {
  preferredReaction: 'like',
  autoEngageEnabled: true,
  likesPerDay: 25,
  commentsPerDay: 10,
}

// --- consents -------------------------------------------------------------------------------------

export const engagementConsentSchema = z
  .object({
    id: idSchema.describe('The account.'),
    accountName: z.string(),
    platform: platformSchema,
    profileId: idSchema,
    profileName: z.string(),
    way: engagementWaySchema,
    reason: z.string().nullable().describe('Why it is not done by the machine there; null where it is.'),
    consent: z
      .object({ userId: idSchema, userName: z.string(), since: instantSchema, own: z.boolean() })
      .nullable()
      .describe('Who has consented for this account; `own` where it is whoever asks.'),
    settings: engagementSettingsSchema,
  })
  .meta({ id: 'EngagementConsent' })
export type EngagementConsent = z.infer<typeof engagementConsentSchema>

// --- patterns -------------------------------------------------------------------------------------

const patternFields = {
  name: z.string().trim().min(1).max(120),
  instructions: z.string().trim().max(2000).describe('How such a comment is written.'),
  lengthMin: z.int().min(1).max(1000).describe('In characters.'),
  lengthMax: z.int().min(1).max(1000).describe('In characters.'),
  asksQuestion: z.boolean(),
  examples: z.array(z.string().trim().min(1).max(500)).max(10),
  active: z.boolean(),
}
export const commentPatternSchema = z
  .object({ id: idSchema, ...patternFields, createdAt: instantSchema, updatedAt: instantSchema })
  .meta({ id: 'CommentPattern' })
export type CommentPattern = z.infer<typeof commentPatternSchema>
export const createCommentPatternSchema = z
  .strictObject({
    ...patternFields,
    instructions: patternFields.instructions.default(''),
    lengthMin: patternFields.lengthMin.default(20),
    lengthMax: patternFields.lengthMax.default(200),
    asksQuestion: patternFields.asksQuestion.default(false),
    examples: patternFields.examples.default([]),
    active: patternFields.active.default(true),
  })
  .meta({ id: 'CreateCommentPattern' })
export type CreateCommentPattern = z.infer<typeof createCommentPatternSchema>
export const changeCommentPatternSchema = changes(patternFields).meta({ id: 'ChangeCommentPattern' })
export type ChangeCommentPattern = z.infer<typeof changeCommentPatternSchema>

// --- actions --------------------------------------------------------------------------------------

export const engagementActionSchema = z
  .object({
    id: idSchema,
    accountId: idSchema,
    accountName: z.string(),
    platform: platformSchema,
    actionType: engagementKindSchema,
    targetId: z.string().describe('The platform’s id of the post.'),
    targetUrl: z.string().nullable(),
    targetText: z.string(),
    publishedPostId: idSchema,
    reaction: reactionSchema.nullable(),
    patternName: z.string().nullable(),
    text: z.string().nullable().describe('The comment; null until it is written, shortly before its time.'),
    status: engagementStatusSchema,
    waitingReason: engagementReasonSchema.nullable(),
    error: z.string().nullable(),
    dueAt: instantSchema,
    sentAt: instantSchema.nullable(),
    externalId: z.string().nullable(),
    url: z.string().nullable(),
  })
  .meta({ id: 'EngagementAction' })
export type EngagementAction = z.infer<typeof engagementActionSchema>
export const engagementActionListQuerySchema = pageQuerySchema.extend({
  status: engagementStatusSchema.optional(),
  accountId: idSchema.optional(),
})
export type EngagementActionListQuery = z.infer<typeof engagementActionListQuerySchema>
export const changeEngagementActionSchema = z
  .strictObject({
    status: z
      .enum(['queued', 'cancelled', 'sent'])
      .describe(
        'Tries a failed one again; takes back one that waits, or is of unknown outcome; or says that one was done.',
      ),
  })
  .meta({ id: 'ChangeEngagementAction' })
export type ChangeEngagementAction = z.infer<typeof changeEngagementActionSchema>

// --- what a model is asked ------------------------------------------------------------------------

/** The most characters of a comment that any pattern allows. */
const COMMENT_MAX = 1000
export const commentInputSchema = z.object({
  post: z.string(),
  /** That of the post; null where it is not known. */
  language: z.string().nullable(),
  /** The author of the comment and how they write; empty if unknown. */
  author: z.object({ name: z.string(), style: z.string() }),
  pattern: z.object({
    instructions: z.string(),
    lengthMin: z.int(),
    lengthMax: z.int(),
    asksQuestion: z.boolean(),
    examples: z.array(z.string()),
  }),
  /** Comments of the team that stand under the post, or are about to: none is said again. */
  others: z.array(z.string()),
  /** Why the comment before this one was not taken; null for the first. */
  problem: z.string().nullable(),
})
export type CommentInput = z.infer<typeof commentInputSchema>
export const commentOutputSchema = z.object({
  /** Null where the engine has nothing to say to the post. */
  text: z.string().min(1).max(COMMENT_MAX).nullable(),
  reason: z.string().nullable(),
})
export type CommentOutput = z.infer<typeof commentOutputSchema>
export const commentTask = {
  name: 'engagement.comment',
  credits: 1,
  input: commentInputSchema,
  output: commentOutputSchema,
} satisfies Task<CommentInput, CommentOutput>
