import { useTranslation } from 'react-i18next'
import { CloseIcon } from '../../../ui/icons.tsx'

interface ChipProps {
  label: string
  value: string
  onClear: () => void
}

/** An active filter, with a button that removes it. */
export function Chip({ label, value, onClear }: ChipProps) {
  const { t } = useTranslation()
  return (
    <span className="chip">
      {label} <code className="mono chip-value">{value}</code>
      <button
        type="button"
        className="chip-clear"
        aria-label={t('operations.clear', { what: `${label} ${value}` })}
        onClick={onClear}
      >
        <CloseIcon size={13} />
      </button>
    </span>
  )
}
