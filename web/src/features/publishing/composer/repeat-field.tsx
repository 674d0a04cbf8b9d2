import { Select, Textarea } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useLocale } from '../../../lib/use-locale.ts'
import { EndsField } from './ends-field.tsx'
import { PRESETS, type Preset, placeInMonth, presetRule, type Repeat, toRrule } from './repeat.ts'
import { RuleBuilder } from './rule-builder.tsx'
import { nthName, weekdayName } from './weekday-names.ts'

interface RepeatProps {
  repeat: Repeat
  at: string
  error: string | null
  /** True if a series is edited, which must stay one. */
  always: boolean
  onChange: (repeat: Repeat) => void
}

export function RepeatField({ repeat, at, error, always, onChange }: RepeatProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { day, nth, dayOfMonth } = placeInMonth(at)
  const names = { day: weekdayName(day, locale), nth: nthName(nth, t), number: dayOfMonth }
  const choose = (preset: Preset) => {
    // The builder starts from the preset, and the raw rule from the builder.
    const rule = preset === 'custom' && repeat.preset !== 'raw' ? ruleNow(repeat, at) : repeat.rule
    const raw = preset === 'raw' ? (toRrule(repeat, at) ?? 'FREQ=WEEKLY') : repeat.raw
    onChange({ preset, rule, raw })
  }
  return (
    <div className="compose-field">
      <Select
        label={t('repeat.label')}
        data={PRESETS.filter((preset) => preset !== 'none' || !always).map((value) => ({
          value,
          label: t(`repeat.preset.${value}`, names),
        }))}
        value={repeat.preset}
        onChange={(value) => choose(PRESETS.find((preset) => preset === value) ?? 'none')}
        allowDeselect={false}
        error={repeat.preset === 'raw' ? null : error}
      />
      {repeat.preset === 'custom' && (
        <RuleBuilder rule={repeat.rule} at={at} onChange={(rule) => onChange({ ...repeat, rule })} />
      )}
      {repeat.preset === 'raw' ? (
        <Textarea
          label={t('repeat.raw')}
          description={t('repeat.rawHint')}
          classNames={{ input: 'mono' }}
          value={repeat.raw}
          onChange={(event) => onChange({ ...repeat, raw: event.currentTarget.value })}
          error={error}
          autosize
          minRows={2}
          spellCheck={false}
        />
      ) : (
        repeat.preset !== 'none' && (
          <EndsField
            ends={repeat.rule.ends}
            at={at}
            onChange={(ends) => onChange({ ...repeat, rule: { ...repeat.rule, ends } })}
          />
        )
      )}
    </div>
  )
}

const ruleNow = ({ preset, rule }: Repeat, at: string) =>
  preset === 'none' || preset === 'custom' ? rule : { ...presetRule(preset, at), ends: rule.ends }
