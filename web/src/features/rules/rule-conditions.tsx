import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { viewerZone } from '../../lib/format.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { fieldError } from '../../ui/states.tsx'
import { accountsQuery } from '../accounts/api.ts'
import { labelsQuery } from '../team/team-api.ts'
import { SwitchLine } from '../workspaces/settings/switch-line.tsx'
import { Chips } from './chips.tsx'
import { DAYS, dayName, several } from './rule-words.ts'
import type { When } from './rules-api.ts'

const LANGUAGES = ['en', 'fr', 'es', 'other'] as const
const FIRST = { '': undefined, first: true, notFirst: false } as const

interface ConditionsProps {
  when: When
  error: unknown
  onChange: (when: When) => void
}

/** The conditions of a rule. Empty ones do not count; all others have to hold. */
export function RuleConditions({ when, error, onChange }: ConditionsProps) {
  const { t } = useTranslation()
  const accounts = useQuery(accountsQuery)
  const labels = useQuery(labelsQuery).data ?? []
  const chosen = several(when.accountId)
  const lines = (name: 'contains' | 'sender') => ({
    label: t(`rules.field.${name}`),
    description: t(`rules.fieldHint.${name}`),
    value: several(when[name]).join('\n'),
    dir: 'auto' as const,
    autosize: true,
    minRows: 1,
    maxRows: 8,
    error: fieldError(error, `when.${name}`),
    onChange: (event: { currentTarget: { value: string } }) =>
      onChange({ ...when, [name]: linesOf(event.currentTarget.value) }),
  })
  const rare = when.matches ?? when.sender ?? when.accountId ?? when.labelId ?? when.firstMessage
  return (
    <fieldset className="rule-conditions">
      <legend>{t('rules.whenLegend')}</legend>
      <Textarea {...lines('contains')} />
      <Chips
        legend={t('rules.field.language')}
        values={LANGUAGES}
        chosen={several(when.language)}
        name={(one) => t(`rules.language.${one}`)}
        onChange={(language) => onChange({ ...when, language })}
      />
      <Between when={when} error={error} onChange={onChange} />
      <details open={rare !== undefined || undefined}>
        <summary>{t('rules.more')}</summary>
        <div className="rule-more">
          <NativeSelect
            label={t('rules.field.firstMessage')}
            value={when.firstMessage === undefined ? '' : when.firstMessage ? 'first' : 'notFirst'}
            data={[
              { value: '', label: t('rules.anyMessage') },
              { value: 'first', label: t('rules.firstMessage') },
              { value: 'notFirst', label: t('rules.laterMessage') },
            ]}
            onChange={({ currentTarget: { value } }) =>
              onChange({ ...when, firstMessage: FIRST[value as keyof typeof FIRST] })
            }
          />
          {accounts.data && accounts.data.length > 0 && (
            <Chips
              legend={t('rules.field.accountId')}
              values={accounts.data.map(({ id }) => id)}
              chosen={chosen}
              name={(id) => accounts.data.find((account) => account.id === id)?.name ?? id}
              onChange={(accountId) => onChange({ ...when, accountId })}
            />
          )}
          {labels.length > 0 && (
            <Chips
              legend={t('rules.field.labelId')}
              values={labels.map(({ id }) => id)}
              chosen={several(when.labelId)}
              name={(id) => labels.find((label) => label.id === id)?.name ?? id}
              onChange={(labelId) => onChange({ ...when, labelId })}
            />
          )}
          <Textarea {...lines('sender')} />
          <TextInput
            label={t('rules.field.matches')}
            description={t('rules.fieldHint.matches')}
            value={when.matches ?? ''}
            maxLength={200}
            className="mono-input"
            spellCheck={false}
            autoComplete="off"
            error={fieldError(error, 'when.matches')}
            onChange={(event) => onChange({ ...when, matches: event.currentTarget.value || undefined })}
          />
        </div>
      </details>
    </fieldset>
  )
}

/** Splits typed text into lines; one that is being typed keeps its spaces. */
const linesOf = (text: string): string[] | undefined => (text === '' ? undefined : text.split('\n'))

function Between({ when, error, onChange }: ConditionsProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { between } = when
  const set = (change: Partial<NonNullable<When['between']>>) =>
    between && onChange({ ...when, between: { ...between, ...change } })
  return (
    <>
      <SwitchLine
        on={between !== undefined}
        name={t('rules.field.between')}
        about={t('rules.fieldHint.between')}
        testId="between"
        onTurn={(on) =>
          onChange({
            ...when,
            between: on ? { from: '18:00', to: '09:00', timezone: viewerZone() } : undefined,
          })
        }
      />
      {between && (
        <>
          <div className="rule-times">
            <TextInput
              type="time"
              label={t('answers.from')}
              value={between.from}
              required
              withAsterisk={false}
              onChange={(event) => set({ from: event.currentTarget.value })}
            />
            <TextInput
              type="time"
              label={t('answers.to')}
              value={between.to}
              required
              withAsterisk={false}
              onChange={(event) => set({ to: event.currentTarget.value })}
            />
            <NativeSelect
              label={t('answers.zone')}
              value={between.timezone}
              data={[...new Set([between.timezone, 'UTC', ...Intl.supportedValuesOf('timeZone')])]}
              onChange={(event) => set({ timezone: event.currentTarget.value })}
            />
          </div>
          <Chips
            legend={t('rules.field.days')}
            values={DAYS}
            chosen={between.days ?? []}
            name={(day) => dayName(day, locale, 'short')}
            onChange={(days) => set({ days: days.length === 0 ? undefined : days })}
          />
          {fieldError(error, 'when.between') && (
            <p className="rule-fault" role="alert">
              {fieldError(error, 'when.between')}
            </p>
          )}
        </>
      )}
    </>
  )
}
