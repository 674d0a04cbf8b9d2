import { ActionIcon, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { viewerZone } from '../../lib/format.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { CloseIcon } from '../../ui/icons.tsx'
import { notifyDone, notifyFailed } from '../../ui/notify.tsx'
import { fieldError, useErrorWords } from '../../ui/states.tsx'
import { Section } from '../workspaces/settings/section.tsx'
import { SwitchLine } from '../workspaces/settings/switch-line.tsx'
import { type Changeable, type MachineSettings, useChangeMachineSettings } from './answers-api.ts'
import { AnswersFoot } from './answers-foot.tsx'

type Hours = NonNullable<Changeable['openingHours']>
type Texts = Pick<Changeable, 'handoffWords' | 'handoffWordsClosed' | 'openingHours'>

const WORDS_MAX = 500
const HOURS_MAX = 28
/** A Monday, from which the names of weekdays are formatted. */
const MONDAY = Date.UTC(2026, 0, 5)
const DAY_MS = 24 * 3_600_000
const DAYS = [1, 2, 3, 4, 5, 6, 7]
const WORKDAYS = DAYS.slice(0, 5).map((day) => ({ day, from: '09:00', to: '18:00' }))

interface HandoffProps {
  settings: MachineSettings
  changeable: boolean
}

/** Settings of the handoff: what a contact is told who is passed to a person, and when people answer. */
export function Handoff({ settings, changeable }: HandoffProps) {
  const { t } = useTranslation()
  const words = useErrorWords()
  const turn = useChangeMachineSettings()
  const save = useChangeMachineSettings()
  const [typed, setTyped] = useState<Partial<Texts>>({})
  const [wanted, want] = useState<boolean | null>(null)
  const handoffTold = wanted ?? settings.handoffTold
  const shown: Texts = {
    handoffWords: settings.handoffWords,
    handoffWordsClosed: settings.handoffWordsClosed,
    openingHours: settings.openingHours,
    ...typed,
  }
  const changed = Object.keys(typed).length > 0
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate(typed, {
      onSuccess: () => {
        setTyped({})
        notifyDone(t('answers.saved'))
      },
    })
  }
  const field = (name: 'handoffWords' | 'handoffWordsClosed', placeholder: string) => ({
    label: t(`answers.${name}`),
    description: t(`answers.${name}Hint`),
    placeholder,
    value: shown[name],
    readOnly: !changeable,
    dir: 'auto' as const,
    maxLength: WORDS_MAX,
    error: fieldError(save.error, name),
    onChange: (event: { currentTarget: { value: string } }) =>
      setTyped({ ...typed, [name]: event.currentTarget.value }),
  })
  return (
    <Section title={t('answers.handoff')} hint={t('answers.handoffHint')}>
      <SwitchLine
        on={handoffTold}
        name={t('answers.handoffTold')}
        about={t('answers.handoffToldAbout')}
        testId="handoffTold"
        disabled={!changeable}
        onTurn={(to) => {
          want(to)
          turn.mutate(
            { handoffTold: to },
            { onError: (error) => notifyFailed(words(error)), onSettled: () => want(null) },
          )
        }}
      />
      {handoffTold && (
        <form className="form" onSubmit={submit} data-testid="handoff">
          <Textarea
            {...field('handoffWords', settings.standardHandoff.open)}
            autosize
            minRows={2}
            maxRows={5}
          />
          <OpeningTimes
            hours={shown.openingHours}
            changeable={changeable}
            change={(openingHours) => setTyped({ ...typed, openingHours })}
          />
          {shown.openingHours !== null && (
            <Textarea
              {...field('handoffWordsClosed', settings.standardHandoff.closed)}
              autosize
              minRows={2}
              maxRows={5}
            />
          )}
          <AnswersFoot
            error={save.error}
            saving={save.isPending}
            changed={changed}
            changeable={changeable}
            onDiscard={() => setTyped({})}
          />
        </form>
      )}
    </Section>
  )
}

interface OpeningTimesProps {
  hours: Hours | null
  changeable: boolean
  change: (hours: Hours | null) => void
}

function OpeningTimes({ hours, changeable, change }: OpeningTimesProps) {
  const { t } = useTranslation()
  const zones = useId()
  if (hours === null)
    return (
      <p className="setting-note">
        {t('answers.alwaysOpen')}{' '}
        {changeable && (
          <button
            type="button"
            className="link-button"
            onClick={() => change({ timezone: viewerZone(), times: WORKDAYS })}
          >
            {t('answers.setHours')}
          </button>
        )}
      </p>
    )
  const { timezone, times } = hours
  const set = (next: Hours['times']) => change(next.length === 0 ? null : { timezone, times: next })
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
        onChange={(event) => change({ timezone: event.currentTarget.value, times })}
      />
      <datalist id={zones}>
        {Intl.supportedValuesOf('timeZone').map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
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
  const name = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' })
  return (
    <div className="opening-line">
      <NativeSelect
        aria-label={t('answers.day')}
        value={String(times.day)}
        data={DAYS.map((day) => ({
          value: String(day),
          label: name.format(new Date(MONDAY + (day - 1) * DAY_MS)),
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
