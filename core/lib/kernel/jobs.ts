import * as z from 'zod'
import { idSchema } from './schemas.ts'

/**
 * The jobs that a unit of work may trigger elsewhere, by type. Each domain merges in its own: `core/<domain>/jobs.ts`. A job is only a
 * wake-up call: its receiver reads the rows again and acts on them. So a duplicate job does nothing, and the next sweep makes up for a
 * lost one.
 */
export interface Jobs {
  'feed.changed': FeedEvent
}

/** The topics of the live feed. Each domain merges in its own; `workspace` is about what every screen shows. */
export interface Topics {
  workspace: true
}

/**
 * The workers of the installation, by name: each can be switched off, and its work then waits. Each domain merges in its own:
 * `core/<domain>/workers.ts`.
 */
// biome-ignore lint/suspicious/noEmptyInterface: domains merge their workers into it
export interface Workers {}
export type Worker = keyof Workers

/** What an operator reads about a worker. */
export interface WorkerWords {
  name: string
  purpose: string
  /** What waits, and what happens to it, while the worker is switched off. */
  whileOff: string
  /** Why it has no run to show. */
  idle: string
}
/** What a domain merges into `Workers`, by name: words in each language of the dashboard. */
export type WorkersOf = Readonly<Record<string, { en: WorkerWords; fr: WorkerWords }>>

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
