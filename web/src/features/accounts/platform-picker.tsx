import { useTranslation } from 'react-i18next'
import type { PlatformInfo } from '#core/accounts/schemas.ts'
import { PlatformIcon } from '../../ui/platforms.tsx'

interface PlatformPickerProps {
  platforms: readonly PlatformInfo[]
  value: string
  onChange: (id: string) => void
}

/** Offers the platforms side by side; arrow keys go through them. */
export function PlatformPicker({ platforms, value, onChange }: PlatformPickerProps) {
  const { t } = useTranslation()
  return (
    <fieldset className="platform-picker" aria-label={t('account.platform')}>
      {platforms.map(({ id, name }) => (
        <label key={id} data-chosen={id === value}>
          <input
            type="radio"
            name="platform"
            value={id}
            checked={id === value}
            onChange={() => onChange(id)}
          />
          <PlatformIcon platform={id} />
          {name}
        </label>
      ))}
    </fieldset>
  )
}
