import { NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { shortDateTime } from '../../lib/format.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { useNow } from '../../lib/use-now.ts'
import { snoozesAt } from './snooze.ts'

const OWN = 'own'

interface SnoozeProps {
  /** Offers to end a snooze. */
  snoozed: boolean
  /** `until`: ISO 8601, or null to end it. */
  onChoose: (until: string | null) => void
}

/** Chooses until when a conversation is snoozed, in the time zone of the person. */
export function SnoozeSelect({ snoozed, onChoose }: SnoozeProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const now = useNow(60_000)
  const [own, setOwn] = useState(false)
  const label = t('team.snooze.until')
  if (own)
    return (
      <TextInput
        type="datetime-local"
        size="xs"
        aria-label={label}
        onChange={({ currentTarget: { value } }) => {
          const until = new Date(value)
          if (until.getTime() > Date.now()) onChoose(until.toISOString())
        }}
      />
    )
  return (
    <NativeSelect
      size="xs"
      aria-label={label}
      value=""
      data={[
        { value: '', label },
        ...(snoozed ? [{ value: 'end', label: t('team.snooze.end') }] : []),
        ...snoozesAt(new Date(now)).map(({ name, until }) => ({
          value: until.toISOString(),
          label: `${t(`team.snooze.${name}`)} · ${shortDateTime(until.toISOString(), locale)}`,
        })),
        { value: OWN, label: t('team.snooze.own') },
      ]}
      onChange={({ currentTarget: { value } }) => {
        if (value === OWN) setOwn(true)
        else if (value !== '') onChoose(value === 'end' ? null : value)
      }}
    />
  )
}
