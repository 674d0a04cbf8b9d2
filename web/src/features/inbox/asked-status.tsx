import { useTranslation } from 'react-i18next'
import type { EscalationReason } from '#core/inbox/schemas.ts'
import { Status } from '../../ui/status.tsx'

interface AskedStatusProps {
  reason: EscalationReason
  /** A person has answered since it was asked. */
  answered: boolean
  /** The contact has the last word. */
  theirTurn: boolean
}

/** What is asked of a person: the reason for as long as nobody has answered, then whose turn it is. */
export function AskedStatus({ reason, answered, theirTurn }: AskedStatusProps) {
  const { t } = useTranslation()
  if (!answered) return <Status tone="warning">{t(`escalation.reason.${reason}`)}</Status>
  return theirTurn ? (
    <Status tone="warning">{t('escalation.wroteAgain')}</Status>
  ) : (
    <Status tone="success">{t('escalation.answered')}</Status>
  )
}
