import { ActionIcon, NativeSelect, TextInput } from '@mantine/core'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { viewerZone } from '../../lib/format.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { CloseIcon } from '../../ui/icons.tsx'
import { DAYS, dayName } from '../rules/rule-words.ts'
import type { Changeable } from './answers-api.ts'

export type Hours = NonNullable<Changeable['openingHours']>
type Holiday = NonNullable<Hours['holidays']>[number]

const HOURS_MAX = 28
const HOLIDAYS_MAX = 100
const WORKDAYS = DAYS.slice(0, 5).map((day) => ({ day, from: '09:00', to: '18:00' }))

/** Returns the hours to begin with: workdays in the viewer's zone. */
export const usualHours = (): Hours => ({ timezone: viewerZone(), times: WORKDAYS })

interface OpeningTimesProps {
  hours: Hours | null
  changeable: boolean
  change: (hours: Hours | null) => void
}

/** Edits the hours in which people answer: times of the week in one zone, and holidays. */
export function OpeningTimes({ hours, changeable, change }: OpeningTimesProps) {
  const { t } = useTranslation()
  const zones = useId()
  if (hours === null)
    return (
      <p className="setting-note">
        {t('answers.alwaysOpen')}{' '}
        {changeable && (
          <button type="button" className="link-button" onClick={() => change(usualHours())}>
            {t('answers.setHours')}
          </button>
        )}
      </p>
    )
  const { timezone, times, holidays = [] } = hours
  const set = (next: Hours['times']) => change(next.length === 0 ? null : { ...hours, times: next })
  const setHolidays = (next: Holiday[]) => change({ ...hours, holidays: next })
  return (
    <fieldset className="opening-times" disabled={!changeable}>
      <legend>{t('answers.hours')}</legend>
      {times.map((one, index) => (
        <TimesOfDay
          key={index}
          times={one}
          change={(next) => set(times.map((other, at) => (at === index ? next : other)))}
          remove={() => set(times.filter((_, at) => at !== index))}
        />
      ))}
      {times.length < HOURS_MAX && (
        <button
          type="button"
          className="link-button"
          onClick={() => set([...times, { day: 6, from: '09:00', to: '12:00' }])}
        >
          {t('answers.addHours')}
        </button>
      )}
      <TextInput
        label={t('answers.zone')}
        value={timezone}
        list={zones}
        onChange={(event) => change({ ...hours, timezone: event.currentTarget.value })}
      />
      <datalist id={zones}>
        {Intl.supportedValuesOf('timeZone').map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
      {holidays.length > 0 && <span className="opening-legend">{t('deciding.holidays')}</span>}
      {holidays.map((holiday, index) => (
        <HolidayLine
          key={index}
          holiday={holiday}
          change={(next) => setHolidays(holidays.map((other, at) => (at === index ? next : other)))}
          remove={() => setHolidays(holidays.filter((_, at) => at !== index))}
        />
      ))}
      {holidays.length < HOLIDAYS_MAX && (
        <button
          type="button"
          className="link-button"
          onClick={() => setHolidays([...holidays, { date: '', name: '' }])}
        >
          {t('deciding.addHoliday')}
        </button>
      )}
    </fieldset>
  )
}

interface TimesOfDayProps {
  times: Hours['times'][number]
  change: (times: Hours['times'][number]) => void
  remove: () => void
}

function TimesOfDay({ times, change, remove }: TimesOfDayProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  return (
    <div className="opening-line">
      <NativeSelect
        aria-label={t('answers.day')}
        value={String(times.day)}
        data={DAYS.map((day) => ({
          value: String(day),
          label: dayName(day, locale, 'long'),
        }))}
        onChange={(event) => change({ ...times, day: Number(event.currentTarget.value) })}
      />
      <TextInput
        type="time"
        aria-label={t('answers.from')}
        value={times.from}
        required
        onChange={(event) => change({ ...times, from: event.currentTarget.value })}
      />
      <TextInput
        type="time"
        aria-label={t('answers.to')}
        value={times.to}
        required
        onChange={(event) => change({ ...times, to: event.currentTarget.value })}
      />
      <ActionIcon variant="subtle" color="gray" aria-label={t('answers.removeHours')} onClick={remove}>
        <CloseIcon />
      </ActionIcon>
    </div>
  )
}

interface HolidayLineProps {
  holiday: Holiday
  change: (holiday: Holiday) => void
  remove: () => void
}

function HolidayLine({ holiday, change, remove }: HolidayLineProps) {
  const { t } = useTranslation()
  return (
    <div className="holiday-line">
      <TextInput
        type="date"
        aria-label={t('deciding.holidayDate')}
        value={holiday.date}
        required
        onChange={(event) => change({ ...holiday, date: event.currentTarget.value })}
      />
      <TextInput
        aria-label={t('deciding.holidayName')}
        placeholder={t('deciding.holidayName')}
        value={holiday.name}
        maxLength={100}
        dir="auto"
        onChange={(event) => change({ ...holiday, name: event.currentTarget.value })}
      />
      <ActionIcon variant="subtle" color="gray" aria-label={t('deciding.removeHoliday')} onClick={remove}>
        <CloseIcon />
      </ActionIcon>
    </div>
  )
}
