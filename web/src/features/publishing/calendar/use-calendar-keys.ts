import { useLayoutEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { type Command, useCommands } from '../../../ui/commands.ts'
import type { View } from './views.ts'

interface Acts {
  step: (steps: 1 | -1) => void
  today: () => void
  view: (view: View) => void
  begin: () => void
}

export function useCalendarKeys(acts: Acts): void {
  const { t } = useTranslation()
  const latest = useRef(acts)
  useLayoutEffect(() => {
    latest.current = acts
  })
  const commands = useMemo(
    (): Command[] => [
      {
        id: 'calendar-next',
        label: t('calendar.next'),
        key: 'j',
        also: 'ArrowRight',
        only: 'key',
        run: () => latest.current.step(1),
      },
      {
        id: 'calendar-previous',
        label: t('calendar.previous'),
        key: 'k',
        also: 'ArrowLeft',
        only: 'key',
        run: () => latest.current.step(-1),
      },
      {
        id: 'calendar-today',
        label: t('calendar.toToday'),
        key: 't',
        only: 'key',
        run: () => latest.current.today(),
      },
      { id: 'calendar-new', label: t('post.new'), key: 'n', only: 'key', run: () => latest.current.begin() },
      ...VIEWS.map(
        ({ key, view }): Command => ({
          id: `calendar-${view}`,
          label: t(`calendar.views.${view}`),
          key,
          only: 'key',
          run: () => latest.current.view(view),
        }),
      ),
    ],
    [t],
  )
  useCommands(commands)
}

const VIEWS = [
  { key: 'm', view: 'month' },
  { key: 'w', view: 'week' },
  { key: 'l', view: 'list' },
] as const
