import { useEffect, useRef } from 'react'

interface Row {
  id: string
}

/**
 * Keeps the rows in the order shown to the reader, although the list has changed. Rows after the last one shown (the next page)
 * follow; rows that are new or moved up above the first one wait, and are counted.
 */
export function keepOrder<T extends Row>(
  shown: readonly string[],
  items: readonly T[],
): { rows: T[]; waiting: number } {
  const byId = new Map(items.map((item) => [item.id, item]))
  const kept = shown.flatMap((id) => byId.get(id) ?? [])
  if (kept.length === 0) return { rows: [...items], waiting: 0 }
  const known = new Set(shown)
  const lastShown = items.findLastIndex(({ id }) => known.has(id))
  const next = items.filter(({ id }, index) => index > lastShown && !known.has(id))
  const waiting = items.findIndex(({ id }) => id === kept[0]?.id)
  return { rows: [...kept, ...next], waiting }
}

/** Keeps a list from jumping: while `held` (somebody has scrolled down to read) rows change in place, and none moves. */
export function useStableOrder<T extends Row>(
  items: readonly T[],
  held: boolean,
): { rows: T[]; waiting: number } {
  const shown = useRef<readonly string[]>([])
  const ordered = held ? keepOrder(shown.current, items) : { rows: [...items], waiting: 0 }
  useEffect(() => {
    shown.current = ordered.rows.map(({ id }) => id)
  })
  return ordered
}
