import { useWindowEvent } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import { useRef } from 'react'
import type { Me } from '#core/workspaces/schemas.ts'
import { isTyping } from '../../lib/keyboard.ts'
import { placesOf } from './navigation.ts'

const TOGETHER_MS = 1_000

/** `g` then a letter leads to a screen, as in the mail readers that people who answer all day know. */
export function useGoKeys(me: Me): void {
  const navigate = useNavigate()
  const armedAt = useRef(0)
  useWindowEvent('keydown', (event) => {
    if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return
    if (event.key === 'g') {
      armedAt.current = event.timeStamp
      return
    }
    const place = placesOf(me).find(({ key }) => key === event.key)
    if (place && event.timeStamp - armedAt.current < TOGETHER_MS) void navigate({ to: place.to })
    armedAt.current = 0
  })
}
