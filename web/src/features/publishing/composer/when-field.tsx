import { Select, TextInput } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { viewerZone } from '../../../lib/format.ts'
import { useNow } from '../../../lib/use-now.ts'
import { WhenWords } from '../when-words.tsx'
import { exists, instantOf, stepOf } from '../zoned-time.ts'

interface WhenProps {
  at: string
  timezone: string
  errors: { at: string | null; timezone: string | null }
  onAt: (at: string) => void
  onTimezone: (timezone: string) => void
}

export function WhenField({ at, timezone, errors, onAt, onTimezone }: WhenProps) {
  const { t } = useTranslation()
  const now = useNow()
  const zones = useMemo(
    () => [...new Set([viewerZone(), timezone, 'UTC', ...Intl.supportedValuesOf('timeZone')])],
    [timezone],
  )
  const publishAt = at === '' ? null : instantOf(at, timezone)
  return (
    <div className="compose-field">
      <div className="form-pair">
        <TextInput
          type="datetime-local"
          step={stepOf(at)}
          label={t('post.at')}
          value={at}
          onChange={(event) => onAt(event.currentTarget.value)}
          error={errors.at}
          required
          withAsterisk={false}
        />
        <Select
          label={t('post.timezone')}
          data={zones}
          value={timezone}
          onChange={(zone) => onTimezone(zone ?? viewerZone())}
          searchable
          limit={100}
          allowDeselect={false}
          error={errors.timezone}
        />
      </div>
      {publishAt && <WhenWords at={publishAt} timezone={timezone} />}
      {publishAt && !exists(at, timezone) && (
        <p className="field-note" data-tone="warning">
          {t('compose.noSuchTime')}
        </p>
      )}
      {publishAt && Date.parse(publishAt) < now && (
        <p className="field-note" data-tone="warning">
          {t('post.past')}
        </p>
      )}
    </div>
  )
}
