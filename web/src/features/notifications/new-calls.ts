import type { Call } from '#core/notifications/schemas.ts'

/** A contact who writes twice calls twice. */
export const nameOf = ({ conversationId, at }: Pick<Call, 'conversationId' | 'at'>): string =>
  `${conversationId} ${at}`

/** Tells apart what is new since the last time it was asked. What is there the first time is no news: the count says it. */
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

/** Of several tabs, the first tells aloud. Returns what no tab has told yet, and remembers that this one does. */
export function claim(calls: readonly Call[], storage: Pick<Storage, 'getItem' | 'setItem'>): Call[] {
  const told: unknown = JSON.parse(storage.getItem(TOLD) ?? '[]')
  const before = Array.isArray(told) ? told.filter((name) => typeof name === 'string') : []
  const mine = calls.filter((call) => !before.includes(nameOf(call)))
  storage.setItem(TOLD, JSON.stringify([...before, ...mine.map(nameOf)].slice(-REMEMBERED)))
  return mine
}
