import { Checkbox, NumberInput, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Written } from './rule-dialog.tsx'

/** The greatest numbers, as the API. */
const MOST = { maxPostsPerDay: 1000, maxPostsPerWeek: 7000, cooldownMinutes: 43_200 }
const USUAL_QUIET = { from: '22:00', to: '07:00' }

/** Fields for how often a rule posts at most, and when it keeps quiet. */
export function LimitFields({ written, set }: { written: Written; set: (change: Partial<Written>) => void }) {
  const { t } = useTranslation()
  const { quietHours } = written
  const number = (field: keyof typeof MOST) => (
    <NumberInput
      label={t(`automation.field.${field}`)}
      placeholder={t('automation.noLimit')}
      min={field === 'cooldownMinutes' ? 0 : 1}
      max={MOST[field]}
      allowDecimal={false}
      clampBehavior="strict"
      value={written[field] ?? ''}
      onChange={(value) =>
        set({ [field]: value === '' ? (field === 'cooldownMinutes' ? 0 : null) : Number(value) })
      }
    />
  )
  return (
    <>
      <div className="automation-pair">
        {number('maxPostsPerDay')}
        {number('maxPostsPerWeek')}
      </div>
      {number('cooldownMinutes')}
      <Checkbox
        label={t('automation.field.quietHours')}
        checked={quietHours !== null}
        onChange={(event) => set({ quietHours: event.currentTarget.checked ? USUAL_QUIET : null })}
      />
      {quietHours && (
        <div className="automation-pair">
          {(['from', 'to'] as const).map((end) => (
            <TextInput
              key={end}
              type="time"
              label={t(`automation.quiet.${end}`)}
              value={quietHours[end]}
              required
              onChange={(event) => {
                const value = event.currentTarget.value.slice(0, 5)
                if (value !== '') set({ quietHours: { ...quietHours, [end]: value } })
              }}
            />
          ))}
        </div>
      )}
    </>
  )
}
