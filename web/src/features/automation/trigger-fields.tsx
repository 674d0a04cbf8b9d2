import { Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Character } from '#core/characters/schemas.ts'
import { fieldError } from '../../ui/states.tsx'
import type { Written } from './rule-dialog.tsx'
import { configOf, DAYS, daysOf } from './schedule.ts'

const EVENTS = ['post_published', 'signal'] as const

interface TriggerProps {
  written: Written
  set: (change: Partial<Written>) => void
  error: unknown
  /** Those whose posts can be the event. */
  characters: readonly Character[]
}

/** When a rule acts: days and a time, or its RRULE where it says more; or the event that it waits for. */
export function TriggerFields({ written, set, error, characters }: TriggerProps) {
  const { t } = useTranslation()
  const { triggerType, triggerConfig } = written
  const change = (part: Written['triggerConfig']) => set({ triggerConfig: { ...triggerConfig, ...part } })
  if (triggerType === 'manual') return <p className="muted">{t('automation.hint.manual')}</p>
  if (triggerType === 'event')
    return (
      <>
        <NativeSelect
          label={t('automation.field.event')}
          value={triggerConfig.event ?? 'post_published'}
          onChange={(event) =>
            set({ triggerConfig: { event: EVENTS.find((one) => one === event.currentTarget.value) } })
          }
          data={EVENTS.map((value) => ({ value, label: t(`automation.event.${value}`) }))}
        />
        {triggerConfig.event === 'post_published' && (
          <NativeSelect
            label={t('automation.field.from')}
            value={triggerConfig.characterId ?? ''}
            onChange={(event) =>
              set({
                triggerConfig: {
                  event: 'post_published',
                  ...(event.currentTarget.value === '' ? {} : { characterId: event.currentTarget.value }),
                },
              })
            }
            data={[
              { value: '', label: t('automation.fromPeople') },
              ...characters.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        )}
      </>
    )
  const schedule = daysOf(triggerConfig)
  if (!schedule)
    return (
      <TextInput
        label={t('automation.field.rrule')}
        value={triggerConfig.rrule ?? ''}
        maxLength={1000}
        onChange={(event) => change({ rrule: event.currentTarget.value })}
        error={fieldError(error, 'triggerConfig.rrule')}
      />
    )
  const date = triggerConfig.start?.slice(0, 10) ?? ''
  const { days, time } = schedule
  return (
    <>
      <fieldset className="automation-choices">
        <legend>{t('automation.field.days')}</legend>
        {DAYS.map((day) => (
          <Checkbox
            key={day}
            label={t(`automation.day.${day}`)}
            checked={days.includes(day)}
            // One day stays.
            disabled={days.length === 1 && days.includes(day)}
            onChange={(event) => {
              const chosen = event.currentTarget.checked
              const next = DAYS.filter((one) => (one === day ? chosen : days.includes(one)))
              change(configOf({ days: next, time }, date))
            }}
          />
        ))}
      </fieldset>
      <TextInput
        type="time"
        label={t('automation.field.time')}
        description={t('automation.hint.time')}
        value={time}
        required
        onChange={(event) => {
          if (event.currentTarget.value !== '')
            change(configOf({ days, time: event.currentTarget.value.slice(0, 5) }, date))
        }}
        error={fieldError(error, 'triggerConfig.start') ?? fieldError(error, 'triggerConfig.rrule')}
      />
    </>
  )
}
