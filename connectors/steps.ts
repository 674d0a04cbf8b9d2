import type { Outcome, Prepared } from '#core/lib/platform/connector.ts'

/** A step makes calls until this time after its claim; the last of them then ends within the lease. */
const STEP_MS = 20_000

type Refusal = Extract<Outcome, { kind: 'limited' | 'retry' | 'reauth' | 'rejected' }>

/** State of a post's files on a platform after one call. `waitMs`: it works on a file, and is asked again after this time. */
export type Advanced<Taken> =
  | Refusal
  | { taken: Taken; is: 'going' | 'ready' }
  | { taken: Taken; waitMs: number }

interface Steps<Taken> {
  /** Handle of what the platform has, before this step. */
  taken: Taken
  /** Time of the step's claim. */
  startedAt: Date
  now(): Date
  /** Makes the next call. */
  advance(taken: Taken): Promise<Advanced<Taken>>
}

/**
 * Takes a post's files to a platform, call after call, as far as one claim allows. The next step goes on from what the platform has; what was done
 * before a refusal is kept, and the refusal met again by the next.
 */
export async function inSteps<Taken>({ taken, startedAt, now, advance }: Steps<Taken>): Promise<Prepared> {
  let has = taken
  const pending = (inMs: number): Prepared => ({
    kind: 'pending',
    handle: JSON.stringify(has),
    at: new Date(now().getTime() + inMs),
  })
  for (let done = 0; done === 0 || now().getTime() - startedAt.getTime() < STEP_MS; done++) {
    const next = await advance(has)
    if ('kind' in next) return done === 0 ? next : pending(0)
    has = next.taken
    if ('waitMs' in next) return pending(next.waitMs)
    if (next.is === 'ready') return { kind: 'ready', handle: JSON.stringify(has) }
  }
  return pending(0)
}
