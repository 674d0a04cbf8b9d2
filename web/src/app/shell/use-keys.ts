import { useWindowEvent } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { isTyping, leader } from '../../lib/keyboard.ts'
import { commandOfKey, palette } from '../../ui/commands.ts'
import type { NamedPlace } from './navigation.ts'

/**
 * Handles the keys that work everywhere, as in well-known mail readers: ⌘K opens the palette, `?` lists the keys, `g` and a
 * letter lead to a screen, a letter alone runs the open screen's command.
 */
export function useKeys(places: readonly NamedPlace[]): void {
  const navigate = useNavigate()
  const [g] = useState(leader)
  useWindowEvent('keydown', (event) => {
    if ((event.metaKey || event.ctrlKey) && !event.altKey && !event.shiftKey && event.key === 'k') {
      event.preventDefault()
      return palette.open()
    }
    if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return
    // In a focused group of choices, arrows choose.
    if (event.key.startsWith('Arrow') && inChoices(event.target)) return
    if (event.key === 'g') return g.press(event.timeStamp)
    const going = g.leads(event.timeStamp)
    const place = going && places.find(({ key }) => key === event.key)
    const command = going ? undefined : commandOfKey(event.key)
    if (!place && !command && event.key !== '?') return
    event.preventDefault()
    if (place) void navigate({ to: place.to })
    else if (command) command.run()
    else palette.open('keys')
  })
}

const inChoices = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('[role="radiogroup"]') !== null
