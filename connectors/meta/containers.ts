import * as z from 'zod'
import type {
  ConnectedAccountRef,
  Intent,
  Outcome,
  Prepared,
  PreparedPost,
  StoredMedium,
} from '#core/lib/platform/connector.ts'
import type { Outside } from '../folder.ts'

/** A step makes calls until this time after its claim; the last of them then ends within the lease. */
const STEP_MS = 20_000
/** Time until the platform is asked again whether it has worked a file through: it wants to be asked about once a minute. */
const ASK_AGAIN_MS = 30_000

const containerSchema = z.object({ id: z.string(), finished: z.boolean() })
type Container = z.infer<typeof containerSchema>

const takenSchema = z.object({
  since: z.iso.datetime(),
  /** The containers of the files, in order; that of the text where there are none. */
  items: z.array(containerSchema),
  /** The container of the carousel that shows them together. */
  carousel: containerSchema.nullable(),
})
/** A post's containers, as far as the platform has them: what is published at last is one of them. They live for a day. */
type Taken = z.infer<typeof takenSchema>

export type Refusal = Extract<Outcome, { kind: 'limited' | 'retry' | 'reauth' | 'rejected' }>
type Advanced = Refusal | { taken: Taken; is: 'going' | 'working' | 'ready' }
type Fields = Readonly<Record<string, string>>

/** How a platform takes posts in by containers: one of each file, which it fetches and works through, and one of all where they are several. */
export interface ContainerSteps {
  /** The field that holds the text. */
  textField: string
  create(outside: Outside, account: ConnectedAccountRef, fields: Fields): Promise<{ id: string } | Refusal>
  /** Reads how far the platform is with a container. */
  stateOf(
    outside: Outside,
    account: ConnectedAccountRef,
    id: string,
  ): Promise<
    { status: 'IN_PROGRESS' | 'FINISHED' | 'PUBLISHED' | 'ERROR' | 'EXPIRED'; problem: string } | Refusal
  >
  /** Describes a file, which the platform fetches from its link. */
  fieldsOf(medium: StoredMedium, alone: boolean): Promise<Fields>
  /** Describes a post without files, where the platform has such. */
  textAlone?: Fields
  /** Returns the refusal of a container that ended in an error. */
  failed(problem: string, now: Date): Refusal
  /** The longest that a file is waited for, and the refusal after it. */
  longest: { ms: number; refusal: Refusal }
}

/** Returns the container that is published: the carousel, or the only one. */
export function containerOf(handle: string): string {
  const { carousel, items } = takenSchema.parse(JSON.parse(handle))
  return carousel?.id ?? items[0]?.id ?? ''
}

const begun = (now: Date): Taken => ({ since: now.toISOString(), items: [], carousel: null })

/**
 * Makes a post's containers, and waits until the platform has worked all of them through. A step goes on from those that are there. A
 * container whose answer was lost is never shown, so it is simply made again.
 */
export async function prepareContainers(
  steps: ContainerSteps,
  outside: Outside,
  account: ConnectedAccountRef,
  post: PreparedPost,
  handle: string | null,
  { startedAt }: Intent,
): Promise<Prepared> {
  const { now } = outside
  let taken = handle === null ? begun(now()) : takenSchema.parse(JSON.parse(handle))
  const pending = (inMs: number): Prepared => ({
    kind: 'pending',
    handle: JSON.stringify(taken),
    at: new Date(now().getTime() + inMs),
  })
  for (let done = 0; done === 0 || now().getTime() - startedAt.getTime() < STEP_MS; done++) {
    const next = await advance(steps, outside, account, post, taken)
    // Keep what was done before a refusal: the next step goes on from it and meets the refusal again.
    if ('kind' in next) return done === 0 ? next : pending(0)
    taken = next.taken
    if (next.is === 'ready') return { kind: 'ready', handle: JSON.stringify(taken) }
    if (next.is === 'working') return pending(ASK_AGAIN_MS)
  }
  return pending(0)
}

/** Makes the next call. */
async function advance(
  steps: ContainerSteps,
  outside: Outside,
  account: ConnectedAccountRef,
  { text, media }: PreparedPost,
  taken: Taken,
): Promise<Advanced> {
  const { items, carousel } = taken
  const next = media[items.length]
  const alone = media.length <= 1
  const look = (container: Container, became: (container: Container) => Taken) =>
    lookAt(steps, outside, account, taken, container, became)
  // All files are announced before the first is asked for: the platform works on them side by side.
  if (next || (items.length === 0 && steps.textAlone)) {
    const made = await steps.create(outside, account, {
      ...(next ? await steps.fieldsOf(next, alone) : steps.textAlone),
      ...(alone ? { [steps.textField]: text } : { is_carousel_item: 'true' }),
    })
    if ('kind' in made) return made
    return { taken: { ...taken, items: [...items, { id: made.id, finished: false }] }, is: 'going' }
  }
  const at = items.findIndex(({ finished }) => !finished)
  const item = items[at]
  if (item) return look(item, (one) => ({ ...taken, items: items.with(at, one) }))
  if (!alone && !carousel) {
    const children = items.map(({ id }) => id).join()
    const fields = { media_type: 'CAROUSEL', children, [steps.textField]: text }
    const made = await steps.create(outside, account, fields)
    if ('kind' in made) return made
    return { taken: { ...taken, carousel: { id: made.id, finished: false } }, is: 'going' }
  }
  if (carousel && !carousel.finished) return look(carousel, (one) => ({ ...taken, carousel: one }))
  return { taken, is: 'ready' }
}

/** Asks whether the platform has worked a container through. One that has run out is made anew, with all others. */
async function lookAt(
  steps: ContainerSteps,
  outside: Outside,
  account: ConnectedAccountRef,
  taken: Taken,
  container: Container,
  became: (container: Container) => Taken,
): Promise<Advanced> {
  const now = outside.now()
  const state = await steps.stateOf(outside, account, container.id)
  if ('kind' in state) return state
  switch (state.status) {
    case 'FINISHED':
    case 'PUBLISHED':
      return { taken: became({ ...container, finished: true }), is: 'going' }
    case 'EXPIRED':
      return { taken: begun(now), is: 'going' }
    case 'ERROR':
      return steps.failed(state.problem, now)
    case 'IN_PROGRESS':
      if (now.getTime() - Date.parse(taken.since) <= steps.longest.ms) return { taken, is: 'working' }
      return steps.longest.refusal
  }
}
