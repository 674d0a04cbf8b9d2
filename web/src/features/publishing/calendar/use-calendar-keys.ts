import { useWindowEvent } from '@mantine/hooks'
import { useRef } from 'react'
import { isTyping } from '../../../lib/keyboard.ts'
import type { View } from './views.ts'

interface Commands {
  step: (steps: 1 | -1) => void
  today: () => void
  view: (view: View) => void
  begin: () => void
}

/** `g` and a letter lead to another screen (the shell): that letter is not for the calendar. */
const TOGETHER_MS = 1_000

export function useCalendarKeys({ step, today, view, begin }: Commands): void {
  const wentAt = useRef(Number.NEGATIVE_INFINITY)
  const commands: Record<string, () => void> = {
    ArrowLeft: () => step(-1),
    k: () => step(-1),
    ArrowRight: () => step(1),
    j: () => step(1),
    t: today,
    n: begin,
    m: () => view('month'),
    w: () => view('week'),
    l: () => view('list'),
  }
  useWindowEvent('keydown', (event) => {
    if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return
    // Arrows choose between the views while those have the focus.
    if (event.target instanceof Element && event.target.closest('[role="radiogroup"]')) return
    const going = event.timeStamp - wentAt.current < TOGETHER_MS
    wentAt.current = event.key === 'g' ? event.timeStamp : Number.NEGATIVE_INFINITY
    const command = going ? undefined : commands[event.key]
    if (!command) return
    event.preventDefault()
    command()
  })
}
