import { NumberInput, Select, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { addMonths } from '../../../lib/plain-date.ts'
import type { Ends } from './repeat.ts'

const KINDS = ['never', 'on', 'after'] as const
const USUAL_COUNT = 10
const MOST = 1_000

interface EndsProps {
  ends: Ends
  at: string
  onChange: (ends: Ends) => void
}

export function EndsField({ ends, at, onChange }: EndsProps) {
  const { t } = useTranslation()
  const choose = (kind: string | null) => {
    if (kind === 'on') onChange({ kind, date: addMonths(at.slice(0, 10), USUAL_MONTHS) })
    else if (kind === 'after') onChange({ kind, count: USUAL_COUNT })
    else onChange({ kind: 'never' })
  }
  return (
    <div className="rule-line">
      <span>{t('repeat.ends')}</span>
      <Select
        size="xs"
        aria-label={t('repeat.ends')}
        data={KINDS.map((value) => ({ value, label: t(`repeat.end.${value}`) }))}
        value={ends.kind}
        onChange={choose}
        allowDeselect={false}
        w={110}
      />
      {ends.kind === 'on' && (
        <TextInput
          size="xs"
          type="date"
          aria-label={t('repeat.endDate')}
          value={ends.date}
          min={at.slice(0, 10)}
          onChange={({ currentTarget: { value } }) => value !== '' && onChange({ kind: 'on', date: value })}
        />
      )}
      {ends.kind === 'after' && (
        <>
          <NumberInput
            size="xs"
            aria-label={t('repeat.endCount')}
            value={ends.count}
            min={1}
            max={MOST}
            allowDecimal={false}
            hideControls
            onChange={(count) => onChange({ kind: 'after', count: Math.max(1, Number(count) || 1) })}
            w={64}
          />
          <span>{t('repeat.times', { count: ends.count })}</span>
        </>
      )}
    </div>
  )
}

const USUAL_MONTHS = 3
