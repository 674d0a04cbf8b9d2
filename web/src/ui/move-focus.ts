import type { KeyboardEvent } from 'react'

const STEP: Record<string, 1 | -1> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }

/** For a list of links: j and k, or the arrows, lead from one to the next. */
export function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = STEP[event.key]
  if (!step || event.metaKey || event.ctrlKey || event.altKey) return
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('li > a')]
  const at = links.findIndex((link) => link.matches(':focus'))
  const next = links[at + step]
  if (!next) return
  event.preventDefault()
  next.focus()
}
