import type { FoundPost } from '#core/lib/platform/connector.ts'
import { LEASE_MS } from '#core/lib/platform/lease.ts'

/** Every call to a platform has ended after this. */
export const CALL_DEADLINE_MS = 25_000
/** The delay when the connector states none. */
export const VISIBILITY_DELAY_MS = 30_000
/** Allowance for clocks that differ: a post that seems to be this much older than the intent may still be its own. */
export const CLOCK_DOUBT_MS = 60_000
/** After this many looks a person decides. */
export const MAX_LOOKS = 20
const LOOK_AGAIN_MS = 15_000

export interface Sought {
  /** The intent's id, which a platform may have kept. */
  id: string
  text: string
  startedAt: Date
  looks: number
}

export interface Seen {
  /** The account's own posts since the intent, and a little before. */
  posts: readonly FoundPost[]
  /** Ids of the posts that belong to another target. */
  held: ReadonlySet<string>
  /** Texts that other attempts are sending to the account right now. */
  beingSent: readonly string[]
  now: Date
  visibilityDelayMs: number
}

export type Verdict =
  | { kind: 'sent'; post: FoundPost }
  /** The post is surely absent: it may be sent again. */
  | { kind: 'again' }
  /** `reason`: why nothing can be said yet, where the platform says so. */
  | { kind: 'later'; at: Date; reason?: string }
  | { kind: 'person'; reason: string }

/** Returns the time after which an absent post will no longer appear: lease, call and the platform's own delay are over. */
export const settledAt = (startedAt: Date, visibilityDelayMs: number): Date =>
  new Date(startedAt.getTime() + LEASE_MS + CALL_DEADLINE_MS + visibilityDelayMs)

/** Judges the outcome of an attempt without an answer by the posts on the platform. In doubt a person decides: nothing is sent twice. */
export function judge(sought: Sought, seen: Seen): Verdict {
  const free = seen.posts.filter((post) => !seen.held.has(post.id))
  const marked = free.filter((post) => post.marker === sought.id)
  const [own, ...others] = marked
  if (own && others.length === 0) return { kind: 'sent', post: own }
  if (own) return person(`${marked.length} posts there carry its mark.`)

  // Platforms often give whole seconds.
  const since = Math.floor(sought.startedAt.getTime() / 1000) * 1000
  const mine = free.filter((post) => post.marker === undefined)
  const same = mine.filter((post) => words(post.text) === words(sought.text))
  const after = same.filter((post) => post.createdAt.getTime() >= since)
  const rival = seen.beingSent.some((text) => words(text) === words(sought.text))
  const [match, ...more] = after
  if (more.length > 0) return person(`${after.length} posts there have its words.`)
  if (match) return rival ? later(sought, seen) : { kind: 'sent', post: match }
  if (same.length > 0) return person('A post there has its words, but seems to be older.')
  if (mine.some((post) => resembles(post.text, sought.text)))
    return person('A post there resembles it, but its words differ.')
  const settled = settledAt(sought.startedAt, seen.visibilityDelayMs)
  return seen.now < settled ? later(sought, seen, settled) : { kind: 'again' }
}

const person = (found: string): Verdict => ({ kind: 'person', reason: `No answer came. ${found}` })

/** Puts the verdict off for a moment, or until no more posts can appear. After `MAX_LOOKS` a person decides. */
function later({ looks }: Sought, { now }: Seen, settled?: Date): Verdict {
  if (looks >= MAX_LOOKS) return person('It could not be told from others that are being sent.')
  const soon = now.getTime() + LOOK_AGAIN_MS
  return { kind: 'later', at: new Date(settled ? Math.max(settled.getTime(), now.getTime() + 1000) : soon) }
}

/** Normalises a text: platforms trim it, and change spaces and how letters are composed. */
const words = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim()

/** Tests whether a text may be a platform's version of another: links shortened, the end cut off, signs dropped. */
export function resembles(a: string, b: string): boolean {
  const [x, y] = [core(a), core(b)]
  if (x === '' || y === '') return false
  const length = Math.min(x.length, y.length, 40)
  return length >= Math.min(12, x.length, y.length) && x.slice(0, length) === y.slice(0, length)
}

const core = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/https?:\/\/\S+/g, '')
    .replace(/[^\p{L}\p{N}]/gu, '')
