import * as z from 'zod'
import { feedEventSchema } from '#core/operations/schemas.ts'
import { idSchema, instantSchema } from './schemas.ts'

/**
 * What one unit of work may cause elsewhere. A job is a wake-up call: whoever receives it reads the rows again and acts
 * on what they say, so that a doubled one does nothing and a lost one costs a sweep.
 */
export const jobSchema = z.discriminatedUnion('type', [
  feedEventSchema.extend({ type: z.literal('feed.changed') }),
  /** `inbound`: wait for the contact to stop typing. `send`: send what is queued at once. */
  z.object({
    type: z.literal('conversation.poke'),
    conversationId: idSchema,
    reason: z.enum(['inbound', 'send']),
    at: instantSchema,
  }),
  /** `actor` may no longer see the workspace: `user:<id>`, `api_key:<id>`. */
  z.object({ type: z.literal('access.ended'), actor: z.string() }),
  /** `actor` may no longer answer contacts: what they held goes back. */
  z.object({ type: z.literal('answering.ended'), actor: z.string() }),
  z.object({ type: z.literal('invitation.mail'), invitationId: idSchema, version: z.number().int() }),
  /** The platform refuses the account's token: it is renewed, or the account waits for a person. */
  z.object({
    type: z.literal('account.expired'),
    accountId: idSchema,
    /** Of the credentials that were refused; a later one is not concerned. */
    version: z.number().int().optional(),
    reason: z.string(),
  }),
  /** Nothing is sent through the account until somebody reconnects it: one person is told. */
  z.object({
    type: z.literal('account.expired_mail'),
    accountId: idSchema,
    userId: idSchema,
    version: z.number().int(),
  }),
  /** Conversations have waited for a person who has not looked: they are mailed, as far as that is still so. */
  z.object({
    type: z.literal('notification.mail'),
    userId: idSchema,
    conversations: z.array(idSchema),
    at: instantSchema,
  }),
  /** Calls in its name are taken again: what waited for that goes on. */
  z.object({ type: z.literal('account.usable'), accountId: idSchema }),
  z.object({ type: z.literal('knowledge.index'), documentId: idSchema }),
  /** What a contact sent is to be fetched from the platform. */
  z.object({ type: z.literal('media.fetch'), mediaId: idSchema }),
  z.object({
    type: z.literal('publishing.hint'),
    targetId: idSchema,
    version: z.number().int(),
    dueAt: instantSchema,
  }),
  /** Look on the platform for what became of an attempt that was not answered. */
  z.object({
    type: z.literal('publishing.look'),
    targetId: idSchema,
    fence: z.number().int(),
    at: instantSchema,
  }),
])
export type Job = z.infer<typeof jobSchema>
export type JobOf<Type extends Job['type']> = Extract<Job, { type: Type }>

/**
 * Whether a job waits in the outbox until it has arrived. A word to screens does not: one that missed it is brought up to date
 * by the next, or when its socket is back, and a row written and deleted for each would cost more than what it tells of.
 */
export const isKept = ({ type }: Job): boolean => type !== 'feed.changed'

/** A job on a queue. */
export const queuedJobSchema = z.object({ workspaceId: idSchema, job: jobSchema })
export type QueuedJob = z.infer<typeof queuedJobSchema>
