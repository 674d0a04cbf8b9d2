import { NumberInput, Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useLocale } from '../../../lib/use-locale.ts'
import { FREQUENCIES, type Frequency, placeInMonth, type Rule, WEEKDAYS, type Weekday } from './repeat.ts'
import { nthName, weekdayName } from './weekday-names.ts'

const LONGEST = 366

interface BuilderProps {
  rule: Rule
  at: string
  onChange: (rule: Rule) => void
}

/** Builds a rule such as “Every 2 weeks, on Monday and Thursday”. */
export function RuleBuilder({ rule, at, onChange }: BuilderProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { day, nth, dayOfMonth } = placeInMonth(at)
  return (
    <div className="rule-builder">
      <div className="rule-line">
        <span>{t('repeat.every')}</span>
        <NumberInput
          size="xs"
          aria-label={t('repeat.interval')}
          value={rule.interval}
          onChange={(interval) => onChange({ ...rule, interval: Math.max(1, Number(interval) || 1) })}
          min={1}
          max={LONGEST}
          allowDecimal={false}
          hideControls
          w={56}
        />
        <Select
          size="xs"
          aria-label={t('repeat.unit')}
          data={FREQUENCIES.map((value) => ({
            value,
            label: t(`repeat.units.${value}`, { count: rule.interval }),
          }))}
          value={rule.freq}
          onChange={(value) => onChange({ ...rule, freq: frequency(value) })}
          allowDeselect={false}
          w={130}
        />
      </div>
      {rule.freq === 'WEEKLY' && <Days days={rule.days} onChange={(days) => onChange({ ...rule, days })} />}
      {rule.freq === 'MONTHLY' && (
        <Select
          size="xs"
          aria-label={t('repeat.monthDay')}
          data={[
            { value: 'day', label: t('repeat.onNumber', { number: dayOfMonth }) },
            {
              value: 'weekday',
              label: t('repeat.onWeekday', { nth: nthName(nth, t), day: weekdayName(day, locale) }),
            },
          ]}
          value={rule.monthly.kind}
          onChange={(kind) =>
            onChange({
              ...rule,
              monthly: kind === 'weekday' ? { kind: 'weekday', nth, day } : { kind: 'day' },
            })
          }
          allowDeselect={false}
        />
      )}
    </div>
  )
}

const frequency = (value: string | null): Frequency => FREQUENCIES.find((name) => name === value) ?? 'WEEKLY'

function Days({ days, onChange }: { days: readonly Weekday[]; onChange: (days: Weekday[]) => void }) {
  const { t } = useTranslation()
  const locale = useLocale()
  return (
    <fieldset className="rule-days">
      <legend className="sr-only">{t('repeat.days')}</legend>
      {WEEKDAYS.map((day) => {
        const on = days.includes(day)
        return (
          <button
            key={day}
            type="button"
            className="day-toggle"
            aria-pressed={on}
            title={weekdayName(day, locale)}
            onClick={() => onChange(on ? days.filter((other) => other !== day) : [...days, day])}
          >
            {weekdayName(day, locale, 'short')}
          </button>
        )
      })}
    </fieldset>
  )
}
