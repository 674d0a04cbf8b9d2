import { NativeSelect, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { notifyDone } from '../../ui/notify.tsx'
import { fieldError } from '../../ui/states.tsx'
import { accountsQuery } from '../accounts/api.ts'
import { Replay } from '../rules/rule-replay.tsx'
import { Choices } from '../workspaces/settings/choices.tsx'
import { Section } from '../workspaces/settings/section.tsx'
import { type Changeable, type MachineSettings, useChangeMachineSettings } from './answers-api.ts'
import { AnswersFoot } from './answers-foot.tsx'
import { OpeningTimes, usualHours } from './opening-times.tsx'

export type TypedHours = Partial<
  Pick<Changeable, 'openingHours' | 'accountHours' | 'outsideHours' | 'awayWords'>
>
type AccountHours = Changeable['accountHours']

const WORDS_MAX = 500

/** Leaves out the words that are said: they decide nothing. */
const withoutWords = ({ awayWords: _, ...settings }: TypedHours) => settings

interface HoursSectionProps {
  settings: MachineSettings
  changeable: boolean
  /** True for who may see what the settings would have changed. */
  mayTry: boolean
  /** What was typed and not saved. */
  typed: TypedHours
  type: (typed: TypedHours) => void
}

/** Settings of business hours: when people answer, also for each account, and what automatic answers do outside of them. */
export function HoursSection({ settings, changeable, mayTry, typed, type }: HoursSectionProps) {
  const { t } = useTranslation()
  const save = useChangeMachineSettings()
  const shown = { ...settings, ...typed }
  const changed = Object.keys(typed).length > 0
  const set = (change: TypedHours) => type({ ...typed, ...change })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate(typed, {
      onSuccess: () => {
        type({})
        notifyDone(t('answers.saved'))
      },
    })
  }
  const hasHours = shown.openingHours !== null || shown.accountHours.some(({ hours }) => hours !== null)
  return (
    <Section title={t('deciding.hours')} hint={t('deciding.hoursHint')}>
      <form className="form" onSubmit={submit} data-testid="hours">
        <OpeningTimes
          hours={shown.openingHours}
          changeable={changeable}
          change={(openingHours) => set({ openingHours })}
        />
        <HoursOfAccounts
          all={shown.accountHours}
          changeable={changeable}
          change={(accountHours) => set({ accountHours })}
        />
        {hasHours && (
          <Choices
            type="radio"
            legend={t('deciding.outside')}
            values={['answer', 'away'] as const}
            chosen={[shown.outsideHours]}
            onChange={([outsideHours]) => changeable && outsideHours && set({ outsideHours })}
            name={(value) => t(`deciding.outsideHours.${value}`)}
            about={(value) => t(`deciding.outsideHoursHint.${value}`)}
          />
        )}
        {hasHours && shown.outsideHours === 'away' && (
          <Textarea
            label={t('deciding.awayWords')}
            description={t('answers.handoffWordsClosedHint')}
            placeholder={settings.standardAway}
            value={shown.awayWords}
            readOnly={!changeable}
            dir="auto"
            maxLength={WORDS_MAX}
            error={fieldError(save.error, 'awayWords')}
            autosize
            minRows={2}
            maxRows={5}
            onChange={(event) => set({ awayWords: event.currentTarget.value })}
          />
        )}
        <AnswersFoot
          error={save.error}
          saving={save.isPending}
          changed={changed}
          changeable={changeable}
          onDiscard={() => type({})}
        />
      </form>
      {mayTry && hasHours && (
        <Replay hint={t('deciding.replayHint')} what={() => ({ settings: withoutWords(typed) })} />
      )}
    </Section>
  )
}

interface HoursOfAccountsProps {
  all: AccountHours
  changeable: boolean
  change: (all: AccountHours) => void
}

/** Chooses for each account whether it has the hours of the workspace, its own, or none. */
function HoursOfAccounts({ all, changeable, change }: HoursOfAccountsProps) {
  const { t } = useTranslation()
  const accounts = useQuery(accountsQuery).data ?? []
  if (accounts.length < 2 && all.length === 0) return null
  const set = (accountId: string, hours: AccountHours[number]['hours'] | undefined) => {
    const others = all.filter((one) => one.accountId !== accountId)
    change(hours === undefined ? others : [...others, { accountId, hours }])
  }
  return (
    <details className="account-hours" open={all.length > 0}>
      <summary>{t('deciding.byAccount')}</summary>
      {accounts.map(({ id, name }) => {
        const own = all.find(({ accountId }) => accountId === id)
        const choice = own === undefined ? 'shared' : own.hours === null ? 'always' : 'own'
        return (
          <div key={id} className="account-hours-one">
            <NativeSelect
              label={<bdi>{name}</bdi>}
              value={choice}
              disabled={!changeable}
              data={(['shared', 'own', 'always'] as const).map((value) => ({
                value,
                label: t(`deciding.accountHours.${value}`),
              }))}
              onChange={({ currentTarget: { value } }) =>
                set(id, value === 'shared' ? undefined : value === 'own' ? usualHours() : null)
              }
            />
            {own?.hours && (
              <OpeningTimes hours={own.hours} changeable={changeable} change={(hours) => set(id, hours)} />
            )}
          </div>
        )
      })}
    </details>
  )
}
