import type { World } from '#local/emulators/emulator.ts'
import { BoundedMap } from '#local/emulators/lib/bounded.ts'
import { digits } from '#local/emulators/lib/digits.ts'
import type { Answer } from '#local/emulators/lib/http.ts'
import { graphError, invalidParameter } from '../../meta/emulator/answers.ts'
import { manifest } from '../manifest.ts'
import { listed, refuse } from './answers.ts'
import type { Files } from './files.ts'

const MESSAGE_MAX = 63_206
/** Time within which the same words again are a duplicate, in milliseconds. */
const DUPLICATE_MS = 10 * 60_000

/** A file of a post as its readers see it. */
export interface Shown {
  kind: 'image' | 'video'
  mimeType: string
  sizeBytes: number
  name: string
}
interface Post {
  id: string
  owner: string
  message: string
  hasFiles: boolean
  at: Date
}

/** The posts of pages. */
export class Feed {
  readonly #world: World
  readonly #files: Files
  readonly #posts = new BoundedMap<string, Post>()

  constructor(world: World, files: Files) {
    this.#world = world
    this.#files = files
  }

  has = (id: string): boolean => this.#posts.has(id)
  ownerOf = (id: string): string | undefined => this.#posts.get(id)?.owner

  publish(owner: string, form: Record<string, unknown>): Answer {
    const text = (key: string) => (typeof form[key] === 'string' ? String(form[key]) : '')
    const [message, link] = [text('message'), text('link')]
    if (message.length > MESSAGE_MAX) return invalidParameter('message is too long')
    if (/^https?:\/\/([a-z0-9-]+\.)*facebook\.com(\/|$)/i.test(link))
      return refuse(100, 1609008, 'Links to facebook.com cannot be shared')
    const ids = attachedIn(text('attached_media'))
    if (message === '' && link === '' && ids.length === 0)
      return invalidParameter('The post is empty: add a message, a link or media')
    if (ids.length === 0 && this.#isDuplicate(owner, message))
      return graphError({ code: 506, message: '(#506) Duplicate status message' })
    const files = this.#files.attach(owner, ids)
    if (!Array.isArray(files)) return files
    const id = this.show(owner, message, files)
    const asked = text('fields').split(',').includes('permalink_url')
    return { status: 200, body: { id, ...(asked ? { permalink_url: linkTo(id) } : {}) } }
  }

  /** Lists published posts, newest first; without a video that is still worked through. */
  list(owner: string, query: URLSearchParams): Answer {
    const all = [...this.#posts.values()].filter(
      (post) => post.owner === owner && !this.#files.isWorkedOn(post.id),
    )
    return listed(all.toReversed(), query, ({ id, message, at }) => ({
      ...{ id, created_time: timeIn(at), permalink_url: linkTo(id) },
      ...(message === '' ? {} : { message }),
    }))
  }

  /** Shows a post to everybody. */
  show(owner: string, message: string, files: readonly Shown[]): string {
    const id = `${owner}_${digits(15)}`
    const at = this.#world.now()
    this.#posts.set(id, { id, owner, message, hasFiles: files.length > 0, at })
    this.#world.journal.publish({
      ...{ platform: manifest.id, account: owner, kind: 'post', id, text: message },
      media: files.map((file) => ({ url: '', ...file })),
      at: at.toISOString(),
    })
    return id
  }

  clear(): void {
    this.#posts.clear()
  }

  #isDuplicate(owner: string, message: string): boolean {
    const latest = [...this.#posts.values()].findLast((post) => post.owner === owner)
    return (
      latest?.message === message &&
      !latest.hasFiles &&
      this.#world.now().getTime() - latest.at.getTime() < DUPLICATE_MS
    )
  }
}

/** Reads the ids of `attached_media`, a list in JSON. */
function attachedIn(text: string): string[] {
  if (text === '') return []
  const list: unknown = JSON.parse(text)
  return Array.isArray(list) ? list.map((one: { media_fbid?: unknown }) => String(one.media_fbid)) : []
}

export const linkTo = (id: string): string => `https://www.facebook.com/${id.replace('_', '/posts/')}`
export const timeIn = (at: Date): string => `${at.toISOString().slice(0, 19)}+0000`
