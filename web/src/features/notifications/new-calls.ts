import type { Call } from '#core/notifications/schemas.ts'

/** Names a call. A contact who writes twice calls twice. */
export const nameOf = ({ conversationId, at }: Pick<Call, 'conversationId' | 'at'>): string =>
  `${conversationId} ${at}`

/** Returns a function that finds the calls new since it last ran. Its first run finds none: the count shows those. */
export function newsOfCalls(): (calls: readonly Call[]) => Call[] {
  let known: Set<string> | null = null
  return (calls) => {
    const news = known === null ? [] : calls.filter((call) => !known?.has(nameOf(call)))
    known = new Set([...(known ?? []), ...calls.map(nameOf)])
    return news
  }
}

const TOLD = 'chorus-told'
const REMEMBERED = 50

/** Claims calls for this tab, so that only one of several tabs rings. Returns the calls that no tab has claimed yet. */
export function claim(calls: readonly Call[], storage: Pick<Storage, 'getItem' | 'setItem'>): Call[] {
  const told: unknown = JSON.parse(storage.getItem(TOLD) ?? '[]')
  const before = Array.isArray(told) ? told.filter((name) => typeof name === 'string') : []
  const mine = calls.filter((call) => !before.includes(nameOf(call)))
  storage.setItem(TOLD, JSON.stringify([...before, ...mine.map(nameOf)].slice(-REMEMBERED)))
  return mine
}
