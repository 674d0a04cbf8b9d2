import { useWindowEvent } from '@mantine/hooks'
import type { RefObject } from 'react'
import { isTyping } from '../../lib/keyboard.ts'

const STEP: Record<string, 1 | -1> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }
/** A row that has to be scrolled to is drawn some frames later. */
const FRAMES = 20

interface RowKeys {
  rows: readonly { id: string }[]
  openId: string | undefined
  scroller: RefObject<HTMLElement | null>
  scrollTo: (index: number) => void
}

/** j and k lead through the list from wherever one is, the arrows from within it; Enter opens, as with every link. */
export function useRowKeys({ rows, openId, scroller, scrollTo }: RowKeys): void {
  useWindowEvent('keydown', (event) => {
    const step = STEP[event.key]
    if (!step || event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return
    const focused = scroller.current?.contains(document.activeElement)
      ? document.activeElement?.closest<HTMLElement>('[data-index]')
      : null
    if (!focused && event.key.startsWith('Arrow')) return
    const from = focused ? Number(focused.dataset.index) : rows.findIndex(({ id }) => id === openId)
    const to = Math.min(Math.max(from + step, 0), rows.length - 1)
    if (to === from) return
    event.preventDefault()
    scrollTo(to)
    focusWhenDrawn(scroller, to, FRAMES)
  })
}

function focusWhenDrawn(scroller: RowKeys['scroller'], index: number, frames: number): void {
  const link = scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"] a`)
  if (link) link.focus({ preventScroll: true })
  else if (frames > 0) requestAnimationFrame(() => focusWhenDrawn(scroller, index, frames - 1))
}
