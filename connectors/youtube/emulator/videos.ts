import { randomBytes } from 'node:crypto'
import type { World } from '#local/emulators/emulator.ts'
import { BoundedMap } from '#local/emulators/lib/bounded.ts'
import { type Answer, isRecord } from '#local/emulators/lib/http.ts'
import { manifest } from '../manifest.ts'
import { done, forbidden, invalid, listOf, notFound, ok } from './answers.ts'

/** The time for which a video is worked on once all of it is there. */
const WORKED_ON_MS = 60

export interface Draft {
  channel: string
  snippet: Record<string, unknown>
  status: Record<string, unknown>
  mimeType: string
}

export interface Video extends Draft {
  id: string
  sizeBytes: number
  /** Its first bytes, which say what becomes of it. */
  begin: string
  uploadedAt: number
  publishedAt: number
}

/** The videos of all channels. */
export class Videos {
  readonly #world: World
  readonly #videos = new BoundedMap<string, Video>()

  constructor(world: World) {
    this.#world = world
  }

  get = (id: string): Video | undefined => this.#videos.get(id)

  /** Returns the video where a channel may see it: its own, or one that is public. */
  seen(channel: string, id: string): Video | undefined {
    const video = this.#videos.get(id)
    return video && (video.channel === channel || video.status.privacyStatus === 'public') ? video : undefined
  }

  add(draft: Draft, sizeBytes: number, begin: string): Video {
    const now = this.#world.now().getTime()
    const id = randomBytes(8).toString('base64url')
    const video: Video = { ...draft, id, sizeBytes, begin, uploadedAt: now, publishedAt: now }
    if (!this.#isAudited(draft.channel)) video.status.privacyStatus = 'private'
    this.#videos.set(id, video)
    if (video.status.privacyStatus === 'public') this.#show(video)
    return video
  }

  /** Replaces whole parts. */
  update(channel: string, query: URLSearchParams, body: unknown): Answer {
    const given = isRecord(body) ? body : {}
    const video = this.#videos.get(String(given.id))
    if (!video) return notFound('videoNotFound', 'The video that you are trying to update cannot be found.')
    if (video.channel !== channel) return forbidden('forbidden', 'The video cannot be updated.')
    const parts = (query.get('part') ?? '').split(',')
    const snippet = isRecord(given.snippet) ? given.snippet : {}
    const status = isRecord(given.status) ? given.status : {}
    const wrong =
      (parts.includes('snippet') ? snippetProblem(snippet) : null) ??
      (parts.includes('status') ? statusProblem(status, this.#world.now(), video) : null)
    if (wrong) return wrong
    if (parts.includes('snippet')) video.snippet = snippet
    if (parts.includes('status')) {
      const was = video.status.privacyStatus
      video.status = { ...status }
      if (!this.#isAudited(channel)) video.status.privacyStatus = 'private'
      const is = video.status.privacyStatus
      if (is === 'public' && was !== 'public') {
        video.publishedAt = this.#world.now().getTime()
        this.#show(video)
      }
      if (is !== 'public' && was === 'public') this.#world.journal.withdraw(manifest.id, channel, video.id)
    }
    return ok(this.shown(video, parts))
  }

  remove(channel: string, id: string): Answer {
    const video = this.#videos.get(id)
    if (!video) return notFound('videoNotFound', 'The video that you are trying to delete cannot be found.')
    if (video.channel !== channel) return forbidden('forbidden', 'The video cannot be deleted.')
    this.#videos.delete(id)
    this.#world.journal.withdraw(manifest.id, channel, id)
    return done()
  }

  /** Lists videos by their ids; those that are not there are left out. */
  list(channel: string, query: URLSearchParams): Answer {
    const ids = (query.get('id') ?? '').split(',').filter(Boolean)
    if (ids.length === 0) return invalid('missingRequiredParameter', 'No filter selected.')
    const found = ids.flatMap((id) => this.seen(channel, id) ?? [])
    const listed = listOf('video', found, new URLSearchParams({ maxResults: '50' }))
    if ('status' in listed) return listed as Answer
    const parts = (query.get('part') ?? '').split(',')
    return ok({ ...listed.body, items: found.map((one) => this.shown(one, parts)) })
  }

  /** Lists a channel's uploads, the latest first. A channel without any has no such list. */
  uploads(channel: string, query: URLSearchParams): Answer {
    const own = [...this.#videos.values()]
      .filter((one) => one.channel === channel && one.channel.slice(2) === query.get('playlistId')?.slice(2))
      .toSorted((a, b) => b.uploadedAt - a.uploadedAt)
    if (own.length === 0) return notFound('playlistNotFound', 'The playlist cannot be found.')
    const listed = listOf('playlistItem', own, query)
    if ('status' in listed) return listed as Answer
    return ok({
      ...listed.body,
      items: listed.page.map(({ id, uploadedAt, publishedAt }) => ({
        kind: 'youtube#playlistItem',
        id: `UU.${id}`,
        snippet: { publishedAt: iso(uploadedAt), channelId: channel },
        contentDetails: { videoId: id, videoPublishedAt: iso(publishedAt) },
      })),
    })
  }

  shown(video: Video, parts: readonly string[]) {
    const { id, snippet, status, channel, publishedAt } = video
    return {
      kind: 'youtube#video',
      id,
      ...(parts.includes('snippet')
        ? {
            snippet: {
              ...snippet,
              channelId: channel,
              publishedAt: iso(publishedAt),
              liveBroadcastContent: 'none',
            },
          }
        : {}),
      ...(parts.includes('status') ? { status: { ...status, ...this.#stateOf(video) } } : {}),
      ...(parts.includes('processingDetails') ? { processingDetails: {} } : {}),
      ...(parts.includes('statistics')
        ? { statistics: { viewCount: '12', likeCount: '3', commentCount: '0' } }
        : {}),
    }
  }

  clear(): void {
    this.#videos.clear()
  }

  #isAudited = (channel: string): boolean =>
    !this.#world.accounts.get(manifest.id, channel)?.name.startsWith('Unaudited')

  /** Says how far a video is. What its first bytes ask for becomes of it after it was taken in. */
  #stateOf({ begin, uploadedAt }: Video) {
    if (this.#world.now().getTime() - uploadedAt < WORKED_ON_MS) return { uploadStatus: 'uploaded' }
    if (begin.startsWith('fail')) return { uploadStatus: 'failed', failureReason: 'codec' }
    if (begin.startsWith('copy')) return { uploadStatus: 'rejected', rejectionReason: 'duplicate' }
    return { uploadStatus: 'processed' }
  }

  #show({ id, channel, snippet, mimeType, sizeBytes }: Video): void {
    const media = [{ kind: 'video', url: '', mimeType, sizeBytes, name: String(snippet.title) }]
    this.#world.journal.publish({
      ...{ platform: manifest.id, account: channel, kind: 'post', id, media },
      text: String(snippet.description ?? ''),
      at: this.#world.now().toISOString(),
    })
  }
}

const iso = (at: number) => `${new Date(at).toISOString().slice(0, 19)}Z`

/** Returns why YouTube refuses the words of a video; null where it does not. */
export function snippetProblem(snippet: Record<string, unknown>): Answer | null {
  const { title, description = '', categoryId } = snippet
  if (typeof title !== 'string' || title.trim() === '' || title.length > 100 || /[<>]/.test(title))
    return invalid('invalidTitle', 'The request metadata specifies an invalid or empty video title.')
  if (typeof description !== 'string' || Buffer.byteLength(description) > 5_000 || /[<>]/.test(description))
    return invalid('invalidDescription', 'The request metadata specifies an invalid video description.')
  if (typeof categoryId !== 'string' || !/^\d+$/.test(categoryId))
    return invalid('invalidCategoryId', 'The snippet.categoryId property specifies an invalid category ID.')
  return null
}

/** Returns why YouTube refuses a status; null where it does not. A time to publish needs a video that is private and was never public. */
export function statusProblem(
  status: Record<string, unknown>,
  now: Date,
  video?: Pick<Video, 'uploadedAt' | 'publishedAt'>,
): Answer | null {
  const { privacyStatus, publishAt } = status
  if (!['private', 'unlisted', 'public'].includes(String(privacyStatus)))
    return invalid('invalidVideoMetadata', 'The request metadata is invalid.')
  if (publishAt === undefined) return null
  const wasPublic = video !== undefined && video.publishedAt !== video.uploadedAt
  const isAhead = typeof publishAt === 'string' && Date.parse(publishAt) > now.getTime()
  return privacyStatus === 'private' && isAhead && !wasPublic
    ? null
    : invalid('invalidPublishAt', 'The request metadata specifies an invalid scheduled publishing time.')
}
