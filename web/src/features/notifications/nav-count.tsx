import { useTranslation } from 'react-i18next'
import { counted } from './many.ts'

/** Shows beside a place how much there waits for a person. */
export function NavCount({ count }: { count: number }) {
  const { t } = useTranslation()
  if (count === 0) return null
  return (
    <span className="nav-count" data-testid="nav-count">
      {counted(count)}
      <span className="sr-only"> {t('nav.waiting', { count })}</span>
    </span>
  )
}
