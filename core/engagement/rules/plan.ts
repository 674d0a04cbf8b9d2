import type { EngagementKind, EngagementRules, Reaction } from '../schemas.ts'

/** An account that may engage with a post, and the places of its author that are taken. */
export interface Engager {
  accountId: string
  profileId: string
  reaction: Reaction
  /** How often its author may do this in a day. */
  perDay: Readonly<Record<EngagementKind, number>>
  /** The places taken, by `${kind} ${day}`. */
  used: Readonly<Record<string, number>>
  /** When its author commented last, or will; null for never. */
  lastCommentAt: Date | null
}

export interface Planned {
  accountId: string
  profileId: string
  kind: EngagementKind
  reaction: Reaction | null
  dueAt: Date
}

const MINUTE_MS = 60_000
/** Between two actions of one member lies at least and at most this much, in milliseconds. */
export const SPACING = { min: 2 * MINUTE_MS, max: 12 * MINUTE_MS }

/** Returns the day (UTC) of an instant, such as `2027-03-15`. */
export const dayOf = (at: Date): string => at.toISOString().slice(0, 10)

/**
 * Plans who does what to a post, and when: each account reacts at a random moment of the window, and a few comment, those first whose last
 * comment lies back longest. Nobody goes over the limit of a day. The same seed and engagers give the same plan, whatever their order.
 */
export function planEngagement({
  seed,
  now,
  publishedAt,
  rules: { windowMinutes, commentsPerPost },
  engagers,
}: {
  /** The id of the published post. */
  seed: string
  now: Date
  publishedAt: Date
  rules: Pick<EngagementRules, 'windowMinutes' | 'commentsPerPost'>
  engagers: readonly Engager[]
}): Planned[] {
  const from = Math.max(now.getTime(), publishedAt.getTime()) + SPACING.min
  const until = publishedAt.getTime() + windowMinutes * MINUTE_MS
  if (from >= until) return []
  const random = randomOf(seed)
  const places = new Map<string, number>()
  function takesPlace({ profileId, perDay, used }: Engager, kind: EngagementKind, at: number): boolean {
    const day = `${kind} ${dayOf(new Date(at))}`
    const key = `${profileId} ${day}`
    const taken = places.get(key) ?? used[day] ?? 0
    if (taken >= perDay[kind]) return false
    places.set(key, taken + 1)
    return true
  }
  const planned: Planned[] = []
  // An account's moment, and how much later it would comment. Drawn for all, so that a limit that one has reached moves no other.
  const drawn = shuffled(
    engagers.toSorted((a, b) => (a.accountId < b.accountId ? -1 : 1)),
    random,
  ).map((engager) => ({
    engager,
    at: between(from, Math.max(from, until - SPACING.max), random()),
    gap: between(SPACING.min, SPACING.max, random()),
  }))
  for (const { engager, at } of drawn)
    if (takesPlace(engager, 'like', at))
      planned.push({ ...whose(engager), kind: 'like', reaction: engager.reaction, dueAt: new Date(at) })
  const commenting = drawn.toSorted(
    ({ engager: a }, { engager: b }) => (a.lastCommentAt?.getTime() ?? 0) - (b.lastCommentAt?.getTime() ?? 0),
  )
  let comments = 0
  for (const { engager, at, gap } of commenting) {
    if (comments >= commentsPerPost) break
    const then = Math.min(until, at + gap)
    if (!takesPlace(engager, 'comment', then)) continue
    comments++
    planned.push({ ...whose(engager), kind: 'comment', reaction: null, dueAt: new Date(then) })
  }
  return planned
}

const whose = ({ accountId, profileId }: Engager) => ({ accountId, profileId })
const between = (low: number, high: number, share: number) => Math.round(low + share * (high - low))

/** Fisher and Yates. */
function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const mixed = [...items]
  for (let last = mixed.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1))
    ;[mixed[last], mixed[other]] = [mixed[other] as T, mixed[last] as T]
  }
  return mixed
}

/** Returns a source of numbers in [0, 1) that is the same for each text (FNV-1a, then a 32-bit Weyl sequence with murmur's finalizer). */
export function randomOf(seed: string): () => number {
  let state = 0x811c9dc5
  for (let index = 0; index < seed.length; index++)
    state = Math.imul(state ^ seed.charCodeAt(index), 0x01000193)
  return () => {
    state = (state + 0x9e3779b9) | 0
    let mixed = Math.imul(state ^ (state >>> 16), 0x85ebca6b)
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32
  }
}
