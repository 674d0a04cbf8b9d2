import type { KeyboardEvent, RefObject } from 'react'
import { arrowStep, useListKeys } from '../../ui/use-list-keys.ts'

/** Frames to wait for a row: one that is scrolled to is drawn some frames later. */
const FRAMES = 20

interface RowKeys {
  rows: readonly { id: string }[]
  openId: string | undefined
  scroller: RefObject<HTMLElement | null>
  scrollTo: (index: number) => void
}

/**
 * Moves through the list by j and k from anywhere on the screen; Enter opens a row, as it does every link. Returns the handler
 * of the arrow keys, which move from row to row within the list.
 */
export function useRowKeys({ rows, openId, scroller, scrollTo }: RowKeys): (event: KeyboardEvent) => void {
  const step = (by: 1 | -1) => {
    const focused = scroller.current?.contains(document.activeElement)
      ? document.activeElement?.closest<HTMLElement>('[data-index]')
      : null
    const from = focused ? Number(focused.dataset.index) : rows.findIndex(({ id }) => id === openId)
    const to = Math.min(Math.max(from + by, 0), rows.length - 1)
    if (to === from) return
    scrollTo(to)
    focusWhenDrawn(scroller, to, FRAMES)
  }
  useListKeys(step)
  return (event) => {
    const by = arrowStep(event)
    if (!by) return
    event.preventDefault()
    step(by)
  }
}

function focusWhenDrawn(scroller: RowKeys['scroller'], index: number, frames: number): void {
  const link = scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"] a`)
  if (link) link.focus({ preventScroll: true })
  else if (frames > 0) requestAnimationFrame(() => focusWhenDrawn(scroller, index, frames - 1))
}
