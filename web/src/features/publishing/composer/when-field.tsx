import { Select, TextInput } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { viewerZone } from '../../../lib/format.ts'
import { useNow } from '../../../lib/use-now.ts'
import { useResolved } from '../resolved.ts'
import { stepOf, withSeconds } from '../wall-time.ts'
import { WhenWords } from '../when-words.tsx'

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
  const [resolved] = useResolved(at === '' ? [] : [at], timezone)
  const note = resolved === undefined ? null : noteOf(resolved, at, now)
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
      {/* Reserve a line for the note: the server resolves the time a moment later. */}
      <div className="when-note">
        {note === null ? (
          resolved && <WhenWords localTime={resolved} timezone={timezone} />
        ) : (
          <p className="field-note" data-tone="warning">
            {t(note)}
          </p>
        )}
      </div>
    </div>
  )
}

/** Returns a note if the time, as resolved by the server, does not exist or is past. */
const noteOf = (resolved: string, at: string, now: number) => {
  if (!resolved.startsWith(withSeconds(at))) return 'compose.noSuchTime'
  return Date.parse(resolved) < now ? 'post.past' : null
}
