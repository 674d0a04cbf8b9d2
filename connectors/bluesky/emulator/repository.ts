import type { Account, World } from '#local/emulators/emulator.ts'
import { BoundedMap } from '#local/emulators/lib/bounded.ts'
import type { Answer, Call } from '#local/emulators/lib/http.ts'
import { manifest } from '../manifest.ts'
import { invalid, ok, refuse } from './answers.ts'
import { canonical, cidOf } from './ids.ts'
import { COSTS, type Points } from './points.ts'
import { type Blob, type Like, likeOf, type Post, postOf } from './post-record.ts'

const POSTS = 'app.bsky.feed.post'
const LIKES = 'app.bsky.feed.like'
const RKEY = /^[234567abcdefghij][234567a-z]{12}$/
const BLOB_MAX_BYTES = 50_000_000
/** The number of files kept, since all bytes are in memory. */
const BLOBS_KEPT = 200

interface Stored {
  cid: string
  value: Post | Like
}

/** A post as the network shows it. */
export interface SeenPost {
  uri: string
  cid: string
  did: string
  value: Post
}

const isPost = (value: Post | Like): value is Post => value.$type === POSTS

interface File extends Blob {
  name: string
}

/** The records of accounts and of people, posts and likes, and the files that they name. */
export class Repository {
  readonly #world: World
  readonly #points: Points
  readonly #records = new BoundedMap<string, Stored>()
  readonly #blobs = new BoundedMap<string, File>(BLOBS_KEPT)

  constructor(world: World, points: Points) {
    this.#world = world
    this.#points = points
  }

  /** Stores bytes under their content id: the same bytes have the same. The type is read from the bytes where they tell it. */
  upload({ externalId }: Account, { bytes, headers }: Call): Answer {
    if (bytes.length > BLOB_MAX_BYTES) return refuse(413, 'PayloadTooLarge', 'request entity too large')
    const cid = cidOf('blob', bytes)
    const mimeType = sniffed(bytes) ?? headers['content-type'] ?? 'application/octet-stream'
    const blob: Blob = { $type: 'blob', ref: { $link: cid }, mimeType, size: bytes.length }
    this.#blobs.set(`${externalId} ${cid}`, { ...blob, name: cid })
    return ok({ blob })
  }

  put(account: Account, body: Record<string, unknown>): Answer {
    const place = placeOf(account, body)
    if (typeof place !== 'string') return place
    const existing = this.#records.get(place)
    const limited = this.#spend(account, COSTS.update)
    if (limited) return limited
    const post = this.#checked(account, body)
    if ('status' in post) return post as Answer
    const cid = cidOf('record', canonical(post))
    const { swapRecord } = body
    // Answer an equal record first: writing it again changes nothing, whatever it is to replace.
    if (existing?.cid === cid) return ok({ uri: `at://${place}`, cid, validationStatus: 'valid' })
    if (swapRecord === null && existing) return refuse(400, 'InvalidSwap', `Record was at ${existing.cid}`)
    if (typeof swapRecord === 'string' && existing?.cid !== swapRecord)
      return refuse(400, 'InvalidSwap', `Record was at ${existing?.cid ?? 'null'}`)
    return this.#write(account, place, post, cid)
  }

  /** Writes a record that is new. A key that is taken is an error of the server, for equal content too. */
  create(account: Account, body: Record<string, unknown>): Answer {
    const place = placeOf(account, body)
    if (typeof place !== 'string') return place
    const limited = this.#spend(account, COSTS.create)
    if (limited) return limited
    const post = this.#checked(account, body)
    if ('status' in post) return post as Answer
    if (this.#records.has(place)) return refuse(500, 'InternalServerError', 'Internal Server Error')
    return this.#write(account, place, post, cidOf('record', canonical(post)))
  }

  /** Deletes a record, and the files that it alone names. One that is not there is no error. */
  delete(account: Account, body: Record<string, unknown>): Answer {
    const place = placeOf(account, body)
    if (typeof place !== 'string') return place
    const limited = this.#spend(account, COSTS.delete)
    if (limited) return limited
    const existing = this.#records.get(place)
    this.#records.delete(place)
    const images = existing && isPost(existing.value) ? (existing.value.embed?.images ?? []) : []
    for (const { image } of images) this.#blobs.delete(`${account.externalId} ${image.ref.$link}`)
    if (existing) this.#world.journal.withdraw(manifest.id, account.externalId, `at://${place}`)
    return ok({})
  }

  get({ query }: Call): Answer {
    const place = `${query.get('repo')}/${query.get('collection')}/${query.get('rkey')}`
    const stored = this.#records.get(place)
    return stored
      ? ok({ uri: `at://${place}`, ...stored })
      : refuse(400, 'RecordNotFound', `Could not locate record: at://${place}`)
  }

  /** Lists records by their keys, the latest first. */
  list({ query }: Call): Answer {
    const prefix = `${query.get('repo')}/${query.get('collection')}/`
    const all = [...this.#records]
      .filter(([place]) => place.startsWith(prefix))
      .toSorted(([a], [b]) => (a < b ? 1 : -1))
      .map(([place, stored]) => ({ uri: `at://${place}`, ...stored }))
    return ok({ records: all.slice(0, Number(query.get('limit') ?? 50)) })
  }

  /** Writes a post of a person, past all limits, and returns its address. */
  say(did: string, rkey: string, value: Post): string {
    const place = `${did}/${POSTS}/${rkey}`
    this.#records.set(place, { cid: cidOf('record', canonical(value)), value })
    return `at://${place}`
  }

  post(uri: string): SeenPost | null {
    const stored = this.#records.get(uri.replace('at://', ''))
    return stored && isPost(stored.value)
      ? { uri, cid: stored.cid, did: uri.split('/')[2] ?? '', value: stored.value }
      : null
  }

  /** Lists all posts of everybody, in the order in which they were written. */
  everything(): SeenPost[] {
    return [...this.#records].flatMap(([place]) => this.post(`at://${place}`) ?? [])
  }

  /** Lists the posts that answer one, in the order in which they were written. */
  answersTo(uri: string): SeenPost[] {
    return [...this.#records].flatMap(([place]) => {
      const post = this.post(`at://${place}`)
      return post?.value.reply?.parent.uri === uri ? [post] : []
    })
  }

  likesOf(uri: string): number {
    return [...this.#records].filter(([, { value }]) => !isPost(value) && value.subject.uri === uri).length
  }

  clear(): void {
    this.#records.clear()
    this.#blobs.clear()
  }

  #spend({ externalId }: Account, cost: number): Answer | null {
    const wait = this.#points.write(externalId, cost, this.#world.now().getTime())
    if (wait === 0) return null
    return {
      ...refuse(429, 'RateLimitExceeded', 'Rate Limit Exceeded'),
      headers: { 'retry-after': String(Math.ceil(wait / 1000)) },
    }
  }

  #checked({ externalId }: Account, { record, collection }: Record<string, unknown>): Post | Like | Answer {
    const post = collection === LIKES ? likeOf(record) : postOf(record)
    if ('problem' in post) return invalid(String(post.problem))
    if (post.$type === LIKES) return post
    const missing = (post.embed?.images ?? []).find(
      ({ image }) => !this.#blobs.has(`${externalId} ${image.ref.$link}`),
    )
    return missing ? refuse(400, 'BlobNotFound', `Could not find blob: ${missing.image.ref.$link}`) : post
  }

  #write({ externalId: account }: Account, place: string, value: Post | Like, cid: string): Answer {
    const uri = `at://${place}`
    const at = this.#world.now().toISOString()
    // A record that is changed in place shows its new text.
    if (this.#records.has(place)) this.#world.journal.withdraw(manifest.id, account, uri)
    this.#records.set(place, { cid, value })
    this.#world.journal.publish({ platform: manifest.id, account, id: uri, at, ...shownAs(value) })
    const commit = { cid: cidOf('record', `${uri} ${cid}`), rev: place.slice(-13) }
    return ok({ uri, cid, commit, validationStatus: 'valid' })
  }
}

/** Returns how an outsider sees a record. */
function shownAs(value: Post | Like) {
  if (!isPost(value)) return { kind: 'reaction' as const, to: value.subject.uri, text: '♥', media: [] }
  const media = (value.embed?.images ?? []).map(({ image, alt }) => ({
    kind: 'image',
    url: '',
    mimeType: image.mimeType,
    sizeBytes: image.size,
    name: alt,
  }))
  const { text, reply } = value
  return reply
    ? { kind: 'comment' as const, parent: reply.parent.uri, text, media }
    : { kind: 'post' as const, text, media }
}

/** Returns the place of a record as `did/collection/rkey`, or the refusal. */
function placeOf(
  { externalId }: Account,
  { repo, collection, rkey }: Record<string, unknown>,
): string | Answer {
  if (repo !== externalId) return refuse(401, 'AuthenticationRequired', 'Authentication Required')
  if (collection !== POSTS && collection !== LIKES)
    return invalid(`Unknown collection: ${String(collection)}`)
  if (typeof rkey !== 'string' || !RKEY.test(rkey)) return invalid(`Invalid record key for ${collection}`)
  return `${externalId}/${collection}/${rkey}`
}

const SIGNS: readonly [hex: string, mimeType: string][] = [
  ['89504e47', 'image/png'],
  ['ffd8ff', 'image/jpeg'],
  ['47494638', 'image/gif'],
]
const sniffed = (bytes: Buffer): string | undefined =>
  SIGNS.find(([hex]) => bytes.subarray(0, hex.length / 2).toString('hex') === hex)?.[1]
