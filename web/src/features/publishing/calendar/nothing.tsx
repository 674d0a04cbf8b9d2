import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { CalendarIcon } from '../../../ui/icons.tsx'
import { Empty } from '../../../ui/states.tsx'

/** Says that the calendar shows no post: since there is none, or since none matches the filter. */
export function Nothing({
  filtered: some,
  onNew,
  onAll,
}: {
  filtered: boolean
  onNew: () => void
  onAll: () => void
}) {
  const { t } = useTranslation()
  return (
    <div className="calendar-empty">
      <Empty
        icon={<CalendarIcon />}
        title={t(some ? 'calendar.noneSuch' : 'calendar.empty')}
        action={
          some ? (
            <Button variant="default" onClick={onAll}>
              {t('calendar.showAll')}
            </Button>
          ) : (
            <Button onClick={() => onNew()}>{t('post.new')}</Button>
          )
        }
      >
        {t(some ? 'calendar.noneSuchHint' : 'calendar.emptyHint')}
      </Empty>
    </div>
  )
}
