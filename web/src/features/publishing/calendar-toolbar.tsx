import { ActionIcon, Button, SegmentedControl } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import { BackIcon, ForwardIcon } from '../../ui/icons.tsx'
import { VIEWS, type View } from './calendar-grid.tsx'
import { stepDate } from './step-date.ts'

interface ToolbarProps {
  view: View
  date: string
  title: string
  today: string
  onGo: (change: { view?: string; date?: string }) => void
}

export function CalendarToolbar({ view, date, title, today, onGo }: ToolbarProps) {
  const { t } = useTranslation()
  const step = (steps: 1 | -1) => onGo({ date: stepDate(date, view, steps) })
  useHotkeys([
    ['ArrowLeft', () => step(-1)],
    ['ArrowRight', () => step(1)],
    ['t', () => onGo({ date: today })],
  ])
  return (
    <div className="calendar-toolbar">
      <ActionIcon aria-label={t('calendar.previous')} onClick={() => step(-1)}>
        <BackIcon />
      </ActionIcon>
      <ActionIcon aria-label={t('calendar.next')} onClick={() => step(1)}>
        <ForwardIcon />
      </ActionIcon>
      <Button variant="default" onClick={() => onGo({ date: today })}>
        {t('calendar.today')}
      </Button>
      <h2 aria-live="polite">{title}</h2>
      <SegmentedControl
        size="xs"
        aria-label={t('calendar.view')}
        value={view}
        onChange={(next) => onGo({ view: next })}
        data={VIEWS.map((value) => ({ value, label: t(`calendar.views.${value}`) }))}
      />
    </div>
  )
}
