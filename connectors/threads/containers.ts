import * as z from 'zod'
import type {
  ConnectedAccountRef,
  Intent,
  Prepared,
  PreparedPost,
  StoredMedium,
} from '#core/lib/platform/connector.ts'
import type { Outside } from '../folder.ts'
import { parseAnswer } from '../http.ts'
import { ask, succeeded } from './client.ts'
import { failedHarmlessly } from './errors.ts'
import { PROCESSING_MAX_MS } from './unverified.ts'
import { wireContainer, wireCreated } from './wire/answers.ts'

/** A step makes calls until this time after its claim; the last of them then ends within the lease. */
const STEP_MS = 20_000
/** Time until Threads is asked again: it takes about half a minute for a file. */
const ASK_AGAIN_MS = 30_000
const MAX_ALT = 1_000

const containerSchema = z.object({ id: z.string(), finished: z.boolean() })
type Container = z.infer<typeof containerSchema>
const takenSchema = z.object({
  since: z.iso.datetime(),
  /** The containers of the files, in order; that of the text where there are none. */
  items: z.array(containerSchema),
  /** The container that shows them together. */
  carousel: containerSchema.nullable(),
})
/** A post's containers, as far as Threads has them: what is published at last is one of them. They live for a day. */
type Taken = z.infer<typeof takenSchema>

export type Refusal = ReturnType<typeof failedHarmlessly>
type Advanced = Refusal | { taken: Taken; is: 'going' | 'working' | 'ready' }

/** Returns the container that is published: that of all, or the only one. */
export function containerOf(handle: string): string {
  const { carousel, items } = takenSchema.parse(JSON.parse(handle))
  return carousel?.id ?? items[0]?.id ?? ''
}

const begun = (now: Date): Taken => ({ since: now.toISOString(), items: [], carousel: null })

/** Makes a post's containers, and waits until Threads has fetched the files and worked them through. One whose answer was lost is made again. */
export async function prepare(
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
    const next = await advance(outside, account, post, taken)
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
  outside: Outside,
  account: ConnectedAccountRef,
  { text, media }: PreparedPost,
  taken: Taken,
): Promise<Advanced> {
  const { items, carousel } = taken
  const next = media[items.length]
  const alone = media.length <= 1
  if (next || items.length === 0) {
    const made = await create(outside, account, {
      ...(next ? await fieldsOf(next) : { media_type: 'TEXT' }),
      ...(alone ? { text } : { is_carousel_item: 'true' }),
    })
    return 'kind' in made ? made : { taken: { ...taken, items: [...items, made] }, is: 'going' }
  }
  const at = items.findIndex(({ finished }) => !finished)
  const item = items[at]
  if (item) return look(outside, account, taken, item, (one) => ({ ...taken, items: items.with(at, one) }))
  if (!alone && !carousel) {
    const children = items.map(({ id }) => id).join()
    const made = await create(outside, account, { media_type: 'CAROUSEL', children, text })
    return 'kind' in made ? made : { taken: { ...taken, carousel: made }, is: 'going' }
  }
  if (carousel && !carousel.finished)
    return look(outside, account, taken, carousel, (one) => ({ ...taken, carousel: one }))
  return { taken, is: 'ready' }
}

/** Describes a file: Threads fetches it from the address. */
async function fieldsOf({ kind, altText, link }: StoredMedium): Promise<Record<string, string>> {
  const alt = altText ? { alt_text: altText.slice(0, MAX_ALT) } : {}
  const url = await link()
  return kind === 'video'
    ? { media_type: 'VIDEO', video_url: url, ...alt }
    : { media_type: 'IMAGE', image_url: url, ...alt }
}

export async function create(
  { http, now }: Outside,
  account: ConnectedAccountRef,
  fields: Readonly<Record<string, string>>,
): Promise<Container | Refusal> {
  const answer = await ask(http, account, `${encodeURIComponent(account.externalId)}/threads`, fields)
  const made = succeeded(answer) && parseAnswer(wireCreated, answer)
  return made ? { id: made.id, finished: false } : failedHarmlessly(answer, now())
}

/** Asks whether Threads has worked a container through. One that has run out is made anew, with all others. */
async function look(
  outside: Outside,
  account: ConnectedAccountRef,
  taken: Taken,
  container: Container,
  became: (container: Container) => Taken,
): Promise<Advanced> {
  const now = outside.now()
  const state = await stateOf(outside, account, container.id)
  if ('kind' in state) return state
  switch (state.status) {
    case 'FINISHED':
    case 'PUBLISHED':
      return { taken: became({ ...container, finished: true }), is: 'going' }
    case 'EXPIRED':
      return { taken: begun(now), is: 'going' }
    case 'ERROR':
      return {
        kind: 'rejected',
        code: state.error_message ?? 'ERROR',
        reason: `Threads says: “${state.error_message ?? 'ERROR'}”.`,
        advice: 'Choose another file, or save this one anew.',
      }
    case 'IN_PROGRESS':
      if (now.getTime() - Date.parse(taken.since) <= PROCESSING_MAX_MS) return { taken, is: 'working' }
      return {
        kind: 'rejected',
        code: 'processing_time',
        reason: 'Threads has worked on this file for an hour without an end.',
        advice: 'Try again, or send a smaller file.',
      }
  }
}

/** Reads how far Threads is with a container. */
export async function stateOf({ http, now }: Outside, account: ConnectedAccountRef, id: string) {
  const answer = await ask(http, account, `${encodeURIComponent(id)}?fields=status,error_message`)
  return (succeeded(answer) && parseAnswer(wireContainer, answer)) || failedHarmlessly(answer, now())
}
