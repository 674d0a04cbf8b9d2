import type { World } from '#local/emulators/emulator.ts'
import { BoundedMap } from '#local/emulators/lib/bounded.ts'
import { parseForm } from '#local/emulators/lib/bytes.ts'
import { digits } from '#local/emulators/lib/digits.ts'
import { type Answer, type Call, isRecord } from '#local/emulators/lib/http.ts'
import { invalid, notFound, ok } from './answers.ts'

const MB = 1024 * 1024
/** Files kept, since all bytes are in memory. */
const KEPT = 100
const LIFE_MS = 24 * 3_600_000
/** The time for which a video is worked on once all of it is there. */
const WORKED_ON_MS = 1_000
const LIMITS = { tweet_image: 5 * MB, tweet_gif: 15 * MB, tweet_video: 512 * MB } as const
type Category = keyof typeof LIMITS

export interface Medium {
  id: string
  owner: string
  kind: 'image' | 'video'
  parts: Map<number, Buffer>
  totalBytes: number
  madeAt: number
  /** When all of it was there; null before that. */
  completeAt: number | null
  altText: string
}

/** Files that accounts have sent: whole, or announced and then in parts. */
export class Files {
  readonly #world: World
  readonly #files = new BoundedMap<string, Medium>(KEPT)

  constructor(world: World) {
    this.#world = world
  }

  answer(owner: string, call: Call, [, , , id = '', step = '']: readonly string[]): Answer {
    const { method, query, body } = call
    const form = isRecord(body) ? body : {}
    if (method === 'GET' && id === '')
      return query.get('command') === 'STATUS'
        ? this.#status(owner, query.get('media_id') ?? '')
        : invalid('The `command` query parameter value is not valid')
    if (method !== 'POST') return notFound('No such endpoint')
    if (id === '') return this.#whole(owner, call)
    if (id === 'initialize') return this.#announce(owner, form)
    const medium = this.get(owner, id)
    if (!medium) return invalid(`The media id ${id} is invalid`)
    if (step === 'append') return this.#append(medium, call)
    return step === 'finalize' ? this.#finalize(medium) : notFound('No such endpoint')
  }

  describe(owner: string, body: unknown): Answer {
    const { id, metadata } = isRecord(body) ? body : {}
    const medium = this.get(owner, String(id))
    const alt = isRecord(metadata) && isRecord(metadata.alt_text) ? metadata.alt_text.text : undefined
    if (!medium || typeof alt !== 'string') return invalid('`id` and `metadata` are required')
    if (alt.length > 1_000) return invalid('`metadata.alt_text.text` is too long')
    medium.altText = alt
    return ok({ data: { id, associated_metadata: metadata } })
  }

  /** Finds a file of its owner that is not too old. Files of others are not found. */
  get(owner: string, id: string): Medium | undefined {
    const medium = this.#files.get(id)
    const isFresh = medium && this.#world.now().getTime() - medium.madeAt < LIFE_MS
    return isFresh && medium.owner === owner ? medium : undefined
  }

  state(medium: Medium): 'sending' | 'pending' | 'succeeded' | 'failed' {
    if (medium.completeAt === null) return 'sending'
    if (medium.kind === 'image') return 'succeeded'
    if (this.#world.now().getTime() - medium.completeAt < WORKED_ON_MS) return 'pending'
    return medium.parts.get(0)?.subarray(0, 4).toString() === 'fail' ? 'failed' : 'succeeded'
  }

  clear(): void {
    this.#files.clear()
  }

  #whole(owner: string, call: Call): Answer {
    const form = parseForm(call)
    const bytes = form?.files.media?.bytes
    const category = form?.fields.media_category
    if (!bytes || (category !== 'tweet_image' && category !== 'tweet_gif'))
      return invalid('`media` and `media_category` are required')
    if (bytes.length > LIMITS[category]) return invalid('The media file is too large')
    return this.#shown(this.#add(owner, 'image', bytes.length, bytes))
  }

  #announce(owner: string, form: Record<string, unknown>): Answer {
    const { media_type, total_bytes, media_category } = form
    const limit = typeof media_category === 'string' ? LIMITS[media_category as Category] : undefined
    if (typeof media_type !== 'string' || typeof total_bytes !== 'number' || limit === undefined)
      return invalid('`media_type`, `total_bytes` and `media_category` are required')
    if (total_bytes > limit) return invalid('The media file is too large')
    return this.#shown(
      this.#add(owner, media_category === 'tweet_video' ? 'video' : 'image', total_bytes, null),
    )
  }

  #add(owner: string, kind: Medium['kind'], totalBytes: number, whole: Buffer | null): Medium {
    const madeAt = this.#world.now().getTime()
    const medium: Medium = {
      ...{ id: digits(19), owner, kind, totalBytes, madeAt, altText: '' },
      completeAt: whole === null ? null : madeAt,
      parts: new Map(whole === null ? [] : [[0, whole]]),
    }
    this.#files.set(medium.id, medium)
    return medium
  }

  #append(medium: Medium, call: Call): Answer {
    const form = parseForm(call)
    const index = Number(form?.fields.segment_index ?? Number.NaN)
    const bytes = form?.files.media?.bytes
    if (!Number.isInteger(index) || index < 0 || index > 999 || !bytes || medium.completeAt !== null)
      return invalid('`segment_index` and `media` are required')
    medium.parts.set(index, bytes)
    return ok({ data: { expires_at: Math.floor((medium.madeAt + LIFE_MS) / 1000) } })
  }

  #finalize(medium: Medium): Answer {
    const sent = [...medium.parts.values()].reduce((sum, { length }) => sum + length, 0)
    if (sent !== medium.totalBytes)
      return invalid(`Segments do not add up to provided total file size: ${sent}`)
    medium.completeAt ??= this.#world.now().getTime()
    return this.#shown(medium)
  }

  #status(owner: string, id: string): Answer {
    const medium = this.get(owner, id)
    return medium ? this.#shown(medium) : invalid(`The media id ${id} is invalid`)
  }

  #shown(medium: Medium): Answer {
    const state = this.state(medium)
    const isWorkedOn = medium.kind === 'video' && state !== 'sending'
    return ok({
      data: {
        id: medium.id,
        media_key: `${medium.kind === 'image' ? 3 : 13}_${medium.id}`,
        expires_after_secs: LIFE_MS / 1000,
        ...(state === 'sending' ? {} : { size: medium.totalBytes }),
        ...(isWorkedOn
          ? {
              processing_info: {
                state,
                ...(state === 'pending' ? { check_after_secs: 1 } : { progress_percent: 100 }),
              },
            }
          : {}),
      },
    })
  }
}
