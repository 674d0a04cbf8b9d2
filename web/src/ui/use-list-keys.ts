import { useLayoutEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommands } from './commands.ts'

/** Offers j and k on the open screen, for the next and the previous row of its list. */
export function useListKeys(step: (by: 1 | -1) => void): void {
  const { t } = useTranslation()
  const latest = useRef(step)
  useLayoutEffect(() => {
    latest.current = step
  })
  const commands = useMemo(
    () => [
      {
        id: 'list-next',
        label: t('list.next'),
        key: 'j',
        only: 'key' as const,
        run: () => latest.current(1),
      },
      {
        id: 'list-previous',
        label: t('list.previous'),
        key: 'k',
        only: 'key' as const,
        run: () => latest.current(-1),
      },
    ],
    [t],
  )
  useCommands(commands)
}

const STEP: Record<string, 1 | -1> = { ArrowDown: 1, ArrowUp: -1 }

/** Returns the step of an arrow key pressed in a list of links. */
export const arrowStep = (event: {
  key: string
  metaKey: boolean
  ctrlKey: boolean
  altKey: boolean
}): 1 | -1 | undefined => (event.metaKey || event.ctrlKey || event.altKey ? undefined : STEP[event.key])
