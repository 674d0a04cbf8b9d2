import { useTranslation } from 'react-i18next'
import type { EscalationReason } from '#core/inbox/schemas.ts'
import { Status } from '../../ui/status.tsx'

interface AskedStatusProps {
  reason: EscalationReason
  /** True if a person has answered since the question. */
  answered: boolean
  /** True if the contact wrote last. */
  theirTurn: boolean
}

/** Shows why a person is needed until somebody has answered, then whose turn it is. */
export function AskedStatus({ reason, answered, theirTurn }: AskedStatusProps) {
  const { t } = useTranslation()
  if (!answered) return <Status tone="warning">{t(`escalation.reason.${reason}`)}</Status>
  return theirTurn ? (
    <Status tone="warning">{t('escalation.wroteAgain')}</Status>
  ) : (
    <Status tone="success">{t('escalation.answered')}</Status>
  )
}
