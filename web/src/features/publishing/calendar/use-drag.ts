import { useEffect, useRef, useState } from 'react'
import type { ScheduledPost } from '#core/publishing/schemas.ts'
import { viewerZone } from '../../../lib/format.ts'
import { shiftedBy, wallBetween, wallIn, wallOf } from '../wall-time.ts'
import { clockOf, minuteOf } from './week-layout.ts'

/** A press that moves less than this many pixels is a click. */
const TREMBLE = 5
/** In a day with hours, posts snap to quarters of an hour. */
const SNAP_MINUTES = 15
/** Within this many pixels of the edge, the scroller scrolls. */
const EDGE = 36
const SCROLL_STEP = 10

export interface Drag {
  post: ScheduledPost
  /** The wall time at which it would be dropped, in the viewer's zone; null outside of all days. */
  wall: string | null
}

/** The start of a drag: the pointer, and the post's height in the column of the day, in pixels. */
interface Grip {
  post: ScheduledPost
  x: number
  y: number
  height: number
}

/**
 * Moves posts by mouse or pen between elements with `data-date`; an element with `data-hours` has the day's hours as its height.
 * Touch scrolls instead: people without a mouse move posts by the menu or the panel. Escape cancels.
 */
export function useDrag(onMove: (post: ScheduledPost, localTime: string) => boolean) {
  const [drag, setDrag] = useState<Drag | null>(null)
  const ghost = useRef<HTMLDivElement>(null)
  const end = useRef<() => void>(undefined)
  useEffect(() => () => end.current?.(), [])

  const begin = (post: ScheduledPost, pressed: React.PointerEvent) => {
    if (pressed.button !== 0 || pressed.pointerType === 'touch') return
    const { clientX: x, clientY: y } = pressed
    const column = dayUnder(x, y)
    const grip: Grip = { post, x, y, height: y - (column?.getBoundingClientRect().top ?? y) }
    const at = { x, y }
    let frame = 0
    const draw = () => {
      scrollAt(at)
      if (ghost.current) ghost.current.style.transform = `translate(${at.x + 8}px, ${at.y + 8}px)`
      const wall = wallUnder(at, grip)
      setDrag((before) => (before?.wall === wall ? before : { post, wall }))
      frame = requestAnimationFrame(draw)
    }
    const move = (event: PointerEvent) => {
      Object.assign(at, { x: event.clientX, y: event.clientY })
      if (frame === 0 && Math.hypot(at.x - x, at.y - y) > TREMBLE) {
        setDrag({ post, wall: null })
        frame = requestAnimationFrame(draw)
      }
    }
    const drop = (event: PointerEvent) => {
      move(event)
      const dragged = frame !== 0
      const wall = dragged ? wallUnder(at, grip) : null
      end.current?.()
      if (dragged) swallowClick()
      const here = wallIn(post, viewerZone())
      if (wall !== null && wall !== here)
        onMove(post, shiftedBy(wallOf(post.localTime), wallBetween(here, wall)))
    }
    const letGo = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      if (frame === 0) return
      event.stopPropagation()
      end.current?.()
      window.addEventListener('pointerup', swallowClick, { once: true })
    }
    end.current?.()
    end.current = () => {
      cancelAnimationFrame(frame)
      window.removeEventListener('pointermove', move)
      window.removeEventListener('pointerup', drop)
      window.removeEventListener('pointercancel', release)
      window.removeEventListener('keydown', letGo, true)
      end.current = undefined
      setDrag(null)
    }
    const release = () => end.current?.()
    window.addEventListener('pointermove', move)
    window.addEventListener('pointerup', drop)
    window.addEventListener('pointercancel', release)
    window.addEventListener('keydown', letGo, true)
  }
  return { drag, ghost, begin }
}

function dayUnder(x: number, y: number): HTMLElement | undefined {
  for (const element of document.elementsFromPoint(x, y)) {
    const day = element.closest<HTMLElement>('[data-date]')
    if (day) return day
  }
  return undefined
}

/** Returns the day under the pointer with the post's own time, shifted by the hours that the pointer has moved. */
function wallUnder({ x, y }: { x: number; y: number }, { post, height: from }: Grip): string | null {
  const day = dayUnder(x, y)
  if (!day) return null
  const wall = wallIn(post, viewerZone())
  if (day.dataset.hours === undefined) return `${day.dataset.date}${wall.slice(10)}`
  const { top, height } = day.getBoundingClientRect()
  const steps = Math.round((((y - top - from) / height) * 24 * 60) / SNAP_MINUTES)
  if (steps === 0) return `${day.dataset.date}${wall.slice(10)}`
  const minute = minuteOf(wall) + steps * SNAP_MINUTES
  return `${day.dataset.date}T${clockOf(Math.min(Math.max(minute, 0), 24 * 60 - 1))}`
}

function scrollAt({ x, y }: { x: number; y: number }): void {
  const scroller = dayUnder(x, y)?.closest('[data-scroller]')
  if (!scroller) return
  const { top, bottom } = scroller.getBoundingClientRect()
  if (y > bottom - EDGE) scroller.scrollBy(0, SCROLL_STEP)
  else if (y < top + EDGE) scroller.scrollBy(0, -SCROLL_STEP)
}

/** Suppresses the click after a drag that ends where it began, since it would open the post. */
function swallowClick(): void {
  const swallow = (event: MouseEvent) => event.stopPropagation()
  window.addEventListener('click', swallow, { capture: true, once: true })
  setTimeout(() => window.removeEventListener('click', swallow, true))
}
