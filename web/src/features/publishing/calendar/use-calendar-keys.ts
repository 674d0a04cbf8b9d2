import { useWindowEvent } from '@mantine/hooks'
import { useState } from 'react'
import { isTyping, leader } from '../../../lib/keyboard.ts'
import type { View } from './views.ts'

interface Commands {
  step: (steps: 1 | -1) => void
  today: () => void
  view: (view: View) => void
  begin: () => void
}

export function useCalendarKeys({ step, today, view, begin }: Commands): void {
  // What follows a `g` leads to another screen (the shell): that letter is not for the calendar.
  const [g] = useState(leader)
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
    if (event.key === 'g') return g.press(event.timeStamp)
    const command = g.leads(event.timeStamp) ? undefined : commands[event.key]
    if (!command) return
    event.preventDefault()
    command()
  })
}
