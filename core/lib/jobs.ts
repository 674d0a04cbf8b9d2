import * as z from 'zod'
import { idSchema } from './schemas.ts'

/**
 * The jobs that a unit of work may trigger elsewhere, by type. Each domain merges in its own: `core/<domain>/jobs.ts`. A job is only a
 * wake-up call: its receiver reads the rows again and acts on them. So a duplicate job does nothing, and the next sweep makes up for a
 * lost one.
 */
<<<<<<< HEAD
export interface Jobs {
  'feed.changed': FeedEvent
}

/** The topics of the live feed. Each domain merges in its own; `workspace` is about what every screen shows. */
export interface Topics {
  workspace: true
}

/** An event of the live socket: it says that something changed, never the new value. Screens fetch it again. */
export type FeedEvent = { topic: keyof Topics; id?: string | undefined }

export type JobType = keyof Jobs
export type JobOf<Type extends JobType> = { [T in Type]: { type: T } & Jobs[T] }[Type]
export type Job = JobOf<JobType>

/** The shapes of a domain's jobs, by type. */
export type Shapes = Readonly<Record<string, z.ZodObject>>
/** What a domain merges into `Jobs`. */
export type JobsOf<Own extends Shapes> = {
  [Type in keyof Own]: keyof Own[Type]['shape'] extends never ? object : z.output<Own[Type]>
}
=======
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
  /** `actor` may no longer answer contacts: the conversations they held are released. */
  z.object({ type: z.literal('answering.ended'), actor: z.string() }),
  z.object({ type: z.literal('invitation.mail'), invitationId: idSchema, version: z.number().int() }),
  /** The platform refuses the account's token: refresh it, or have the account wait for a person to reconnect it. */
  z.object({
    type: z.literal('account.expired'),
    accountId: idSchema,
    /** The version of the credentials that were refused. Later versions are not affected. */
    version: z.number().int().optional(),
    reason: z.string(),
  }),
  /** Mail one person that nothing is sent through the account until somebody reconnects it. */
  z.object({
    type: z.literal('account.expired_mail'),
    accountId: idSchema,
    userId: idSchema,
    version: z.number().int(),
  }),
  /** Mail a person about conversations that have waited for them, as far as they still wait. */
  z.object({
    type: z.literal('notification.mail'),
    userId: idSchema,
    conversations: z.array(idSchema),
    at: instantSchema,
  }),
  /** The account can make calls again: resume the work that waited for it. */
  z.object({ type: z.literal('account.usable'), accountId: idSchema }),
  /** Bring the posts of a profile into the bank. */
  z.object({ type: z.literal('profile.sync'), syncJobId: idSchema }),
  /** Analyse how a profile writes, if it is due. */
  z.object({ type: z.literal('style.refresh'), profileId: idSchema }),
  /** Find out what is not known yet of captured posts, of whichever workspace. */
  z.object({ type: z.literal('bank.enrich') }),
  z.object({ type: z.literal('knowledge.index'), documentId: idSchema }),
  /** Give a new workspace the starter set of topics, audiences, hook types and structures. */
  z.object({ type: z.literal('taxonomy.start'), language: z.enum(['en', 'fr']) }),
  /** Fetch a file that a contact sent from the platform. */
  z.object({ type: z.literal('media.fetch'), mediaId: idSchema }),
  z.object({
    type: z.literal('publishing.hint'),
    targetId: idSchema,
    version: z.number().int(),
    dueAt: instantSchema,
  }),
  /** Take the files of a post to the platform, ahead of its time. */
  z.object({ type: z.literal('publishing.prepare'), targetId: idSchema, at: instantSchema }),
  /** Mail those who publish by hand that a post waits for them. `reminder`: 0 for the first mail. */
  z.object({ type: z.literal('publishing.by_hand_mail'), targetId: idSchema, reminder: z.number().int() }),
  /** Look on the platform for the outcome of an attempt that was not answered. */
  z.object({
    type: z.literal('publishing.look'),
    targetId: idSchema,
    fence: z.number().int(),
    at: instantSchema,
  }),
])
export type Job = z.infer<typeof jobSchema>
export type JobOf<Type extends Job['type']> = Extract<Job, { type: Type }>
>>>>>>> main

/**
 * Tests whether a job is kept in the outbox until it is delivered. Updates to screens are not: a screen that misses one catches
 * up with the next or when its socket reconnects, and writing and deleting a row for each would cost more than the change itself.
 */
export const isKept = ({ type }: Job): boolean => type !== 'feed.changed'

/** A job of a workspace, as it stands on a queue and in the outbox. */
export interface QueuedJob {
  workspaceId: string
  job: Job
}

/** A job that nobody takes, or in another form than it is declared: another try would fail as well. */
export class UnknownJobError extends Error {
  override readonly name = 'UnknownJobError'
}

/** A job of any type, even an unknown one. */
export const anyJobSchema = z.object({ workspaceId: idSchema, job: z.looseObject({ type: z.string() }) })

/** The types of some jobs; all of them where they are not known before. */
type TypeOf<Own extends Shapes> = string extends keyof Own ? JobType : Extract<keyof Own, JobType>

/** Reads a job of one of these types. @throws UnknownJobError for any other, and for one of another form */
export function readJob<Own extends Shapes>(
  shapes: Own,
  body: unknown,
): { workspaceId: string; job: JobOf<TypeOf<Own>> } {
  const read = anyJobSchema.safeParse(body)
  if (!read.success) throw new UnknownJobError(`This is no job: ${z.prettifyError(read.error)}`)
  const { workspaceId, job } = read.data
  const shape = Object.hasOwn(shapes, job.type) ? shapes[job.type] : undefined
  if (!shape) throw new UnknownJobError(`A ${job.type} has no place here.`)
  const content = shape.safeParse(job)
  if (!content.success)
    throw new UnknownJobError(`A ${job.type} of another form: ${z.prettifyError(content.error)}`)
  return { workspaceId, job: { type: job.type, ...content.data } as JobOf<TypeOf<Own>> }
}
