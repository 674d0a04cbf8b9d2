import { useTranslation } from 'react-i18next'
import type { Decision } from '#core/inbox/schemas.ts'
import { percent } from '../../lib/format.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { reasonOf } from '../answers/reason.ts'

interface WhyButtonProps {
  decision: Decision
  open: boolean
  onClick: () => void
}

export function WhyButton({ decision, open, onClick }: WhyButtonProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  return (
    <button
      type="button"
      className="why"
      data-testid="why"
      data-decision={decision.decision}
      aria-expanded={open}
      title={reasonOf(decision, t)}
      onClick={onClick}
    >
      {t(`why.decision.${decision.decision}`)}
      {decision.decision === 'respond' && ` · ${percent(decision.confidence, locale)}`}
      <span className="why-word">{t('why.button')}</span>
    </button>
  )
}
