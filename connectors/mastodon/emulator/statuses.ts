import { textLength } from '#core/lib/platform/length.ts'
import type { Delivered, Inbound, World } from '#local/emulators/emulator.ts'
import { BoundedMap } from '#local/emulators/lib/bounded.ts'
import { type Answer, type Call, HttpError, isRecord } from '#local/emulators/lib/http.ts'
import { manifest } from '../manifest.ts'
import { invalid, notFound, ok } from './answers.ts'
import { htmlOf } from './html.ts'
import type { Instance } from './instances.ts'
import type { File, Media } from './media.ts'

const KEY_MS = 3_600_000
const VISIBILITIES = ['public', 'unlisted', 'private', 'direct']
const PAGE = { usual: 20, most: 40 }

export interface Person {
  /** `name@domain`. */
  whole: string
  displayName: string
}

interface Status {
  id: string
  by: Person
  text: string
  warning: string
  sensitive: boolean
  visibility: string
  language: string | null
  replyTo: string | null
  files: readonly File[]
  at: Date
  likes: Set<string>
}

/** The posts that one network of servers has, with who wrote them and who likes them. */
export class Statuses {
  readonly #world: World
  readonly #media: Media
  readonly #statuses = new BoundedMap<string, Status>()
  readonly #people = new BoundedMap<string, Person>()
  readonly #keys = new BoundedMap<string, { id: string; at: number }>()
  #next = 113_000_000_000_000_000n

  constructor(world: World, media: Media) {
    this.#world = world
    this.#media = media
  }

  /** Makes a post; a key that was given within the hour is answered with the first post, whatever else is asked for now. */
  create(by: Person, instance: Instance, { body, headers }: Call): Answer {
    const given = isRecord(body) ? body : {}
    const key = `${by.whole} ${headers['idempotency-key'] ?? ''}`
    const known = this.#keys.get(key)
    const now = this.#world.now()
    const first = known && now.getTime() - known.at < KEY_MS ? this.#statuses.get(known.id) : undefined
    if (headers['idempotency-key'] !== undefined && first) return ok(this.#shown(first, instance))
    const text = typeof given.status === 'string' ? given.status : ''
    const warning = typeof given.spoiler_text === 'string' ? given.spoiler_text : ''
    const ids = Array.isArray(given.media_ids) ? given.media_ids.map(String) : []
    const replyTo = typeof given.in_reply_to_id === 'string' ? given.in_reply_to_id : null
    const visibility = String(given.visibility ?? 'public')
    if (given.poll !== undefined && ids.length > 0) return invalid('Polls cannot be attached with media')
    if (text.trim() === '' && ids.length === 0) return invalid("Text can't be blank")
    if (textLength(warning + text, 'short_links') > instance.maxCharacters)
      return invalid(`Text character limit of ${instance.maxCharacters} exceeded`)
    if (!VISIBILITIES.includes(visibility)) return invalid('Visibility is not included in the list')
    if (replyTo !== null && !this.#statuses.has(replyTo)) return notFound()
    const files = ids.map((id) => this.#media.get(by.whole, id))
    if (files.some((file) => !file)) return invalid('Media attachments are invalid')
    if (ids.length > instance.maxFiles) return invalid(`Cannot attach more than ${instance.maxFiles} files`)
    if (files.length > 1 && files.some((file) => file?.kind === 'video'))
      return invalid('Cannot attach a video to a post that already contains images')
    if (files.some((file) => file && (file.polls > 0 || file.broken)))
      return invalid('Cannot attach files that have not finished processing. Try again in a moment!')
    const status = this.#add({
      ...{ by, text, warning, visibility, replyTo },
      sensitive: given.sensitive === true || given.sensitive === 'true',
      language: typeof given.language === 'string' ? given.language : null,
      files: files.flatMap((file) => file ?? []),
    })
    this.#keys.set(key, { id: status.id, at: now.getTime() })
    this.#world.journal.publish({
      ...{ platform: manifest.id, account: by.whole, id: status.id, text },
      ...(replyTo === null ? { kind: 'post' as const } : { kind: 'comment' as const, parent: replyTo }),
      media: status.files.map(({ kind, mimeType, sizeBytes, altText }) => ({
        ...{ kind, url: '', mimeType, sizeBytes },
        name: altText,
      })),
      at: now.toISOString(),
    })
    return ok(this.#shown(status, instance))
  }

  edit(by: Person, instance: Instance, id: string, body: unknown): Answer {
    const status = this.#statuses.get(id)
    if (status?.by.whole !== by.whole) return notFound()
    if (isRecord(body) && typeof body.status === 'string') status.text = body.status
    return ok(this.#shown(status, instance))
  }

  delete(by: Person, instance: Instance, id: string): Answer {
    const status = this.#statuses.get(id)
    if (status?.by.whole !== by.whole) return notFound()
    this.#statuses.delete(id)
    this.#world.journal.withdraw(manifest.id, by.whole, id)
    return ok({ ...this.#shown(status, instance), text: status.text })
  }

  like(by: Person, instance: Instance, id: string, likes: boolean): Answer {
    const status = this.#visible(by, id)
    if (!status) return notFound()
    if (likes) status.likes.add(by.whole)
    else status.likes.delete(by.whole)
    return ok(this.#shown(status, instance))
  }

  source(by: Person, id: string): Answer {
    const status = this.#statuses.get(id)
    if (status?.by.whole !== by.whole) return notFound()
    return ok({ id, text: status.text, spoiler_text: status.warning })
  }

  show(by: Person, instance: Instance, id: string): Answer {
    const status = this.#visible(by, id)
    return status ? ok(this.#shown(status, instance)) : notFound()
  }

  /** Finds a post by its address, whichever server it is on. */
  search(by: Person, instance: Instance, query: URLSearchParams): Answer {
    const sought = query.get('q')
    const found = [...this.#statuses.values()]
      .filter(({ id }) => this.#visible(by, id))
      .map((one) => this.#shown(one, instance))
      .filter(({ uri, url }) => sought === uri || sought === url)
    return ok({ accounts: [], hashtags: [], statuses: found })
  }

  context(by: Person, instance: Instance, id: string): Answer {
    if (!this.#visible(by, id)) return notFound()
    const below = (parent: string): Status[] =>
      [...this.#statuses.values()]
        .filter(({ replyTo, id: own }) => replyTo === parent && this.#visible(by, own))
        .flatMap((one) => [one, ...below(one.id)])
    return ok({ ancestors: [], descendants: below(id).map((one) => this.#shown(one, instance)) })
  }

  /** Lists an account's posts, the latest first. */
  of(instance: Instance, whole: string, query: URLSearchParams): Answer {
    const own = [...this.#statuses.values()].filter(
      ({ by, replyTo }) =>
        by.whole === whole && (replyTo === null || query.get('exclude_replies') !== 'true'),
    )
    return this.#page(own, instance, query)
  }

  tagged(instance: Instance, tag: string, query: URLSearchParams): Answer {
    const found = [...this.#statuses.values()].filter(
      ({ text, visibility }) => visibility === 'public' && tagsOf(text).includes(tag.toLowerCase()),
    )
    return this.#page(found, instance, query)
  }

  /** Writes what a person on another server says to a post or a reply; the one who wrote that is mentioned. */
  reply({ account, from, text, replyTo = '' }: Inbound, instance: Instance): Delivered {
    const parent = this.#statuses.get(replyTo)
    if (!parent)
      throw new HttpError(400, 'replyTo: People write under posts there: name a post or a reply by its id.')
    const name = from.username ?? from.name.toLowerCase().replace(/[^a-z0-9]+/g, '_')
    const by = this.person(name.includes('@') ? name : `${name}@people.example`, from.name)
    const visibility = /^\[(unlisted|private|direct)\] /.exec(text)?.[1] ?? 'public'
    const status = this.#add({
      ...{ by, visibility, warning: '', sensitive: false, language: null, replyTo, files: [] },
      text: `@${parent.by.whole} ${text.replace(/^\[\w+\] /, '')}`,
    })
    this.#world.events.emit({ type: 'refresh' })
    const payload = { ...this.#shown(status, instance), to: account.externalId }
    return { id: status.id, payload, attempts: [], retrying: false }
  }

  person(whole: string, displayName: string): Person {
    const known = this.#people.get(whole) ?? { whole, displayName }
    this.#people.set(whole, known)
    return known
  }

  knows = (whole: string): Person | undefined => this.#people.get(whole)

  shownPerson({ whole, displayName }: Person, instance: Instance) {
    const [username = '', domain = ''] = whole.split('@')
    const acct = domain === instance.domain ? username : whole
    return {
      id: `id-${whole}`,
      username,
      acct,
      display_name: displayName,
      avatar: null,
      url: `https://${domain}/@${username}`,
    }
  }

  clear(): void {
    this.#statuses.clear()
    this.#keys.clear()
  }

  #add(given: Omit<Status, 'id' | 'at' | 'likes'>): Status {
    this.#next += 1_000n
    const status = { ...given, id: String(this.#next), at: this.#world.now(), likes: new Set<string>() }
    this.#statuses.set(status.id, status)
    return status
  }

  /** Finds a post that a person may see: one for few is for its author and those whom it mentions. */
  #visible(by: Person, id: string): Status | undefined {
    const status = this.#statuses.get(id)
    if (!status || ['public', 'unlisted'].includes(status.visibility)) return status
    return status.by.whole === by.whole || status.text.includes(`@${by.whole}`) ? status : undefined
  }

  #page(all: readonly Status[], instance: Instance, query: URLSearchParams): Answer {
    const before = query.get('max_id')
    const limit = Math.min(PAGE.most, Number(query.get('limit') ?? PAGE.usual))
    return ok(
      all
        .toReversed()
        .filter(({ id }) => before === null || BigInt(id) < BigInt(before))
        .slice(0, limit)
        .map((one) => this.#shown(one, instance)),
    )
  }

  #shown(
    { id, by, text, warning, visibility, language, replyTo, at, likes, files, sensitive }: Status,
    instance: Instance,
  ) {
    const [name = '', domain = ''] = by.whole.split('@')
    return {
      id,
      uri: `https://${domain}/users/${name}/statuses/${id}`,
      url: `https://${domain}/@${name}/${id}`,
      created_at: at.toISOString(),
      content: htmlOf(text),
      spoiler_text: warning,
      sensitive,
      visibility,
      language,
      in_reply_to_id: replyTo,
      favourites_count: likes.size,
      reblogs_count: 0,
      replies_count: [...this.#statuses.values()].filter((one) => one.replyTo === id).length,
      account: this.shownPerson(by, instance),
      media_attachments: files.map((file) => ({ id: file.id, type: file.kind })),
      tags: tagsOf(text).map((tag) => ({ name: tag })),
      reblog: null,
    }
  }
}

const tagsOf = (text: string) =>
  [...text.matchAll(/(?<![\w&/])#([\p{L}\p{N}_]*\p{L}[\p{L}\p{N}_]*)/gu)].map(([, tag = '']) =>
    tag.toLowerCase(),
  )
