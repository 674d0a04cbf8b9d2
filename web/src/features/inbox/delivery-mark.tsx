import { useTranslation } from 'react-i18next'
import type { Message } from '#core/inbox/schemas.ts'
import { fullTime } from '../../lib/format.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { AlertIcon, CheckIcon, ChecksIcon, ClockIcon, CloseIcon, QuestionIcon } from '../../ui/icons.tsx'

const ICONS = {
  received: CheckIcon,
  queued: ClockIcon,
  sending: ClockIcon,
  waiting: ClockIcon,
  sent: CheckIcon,
  failed: AlertIcon,
  unknown: QuestionIcon,
  cancelled: CloseIcon,
} satisfies Record<Message['status'], unknown>

/** Shows how far an outbound message has come: the platform's receipts override our own state. */
export function DeliveryMark({ message }: { message: Message }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { status, deliveredAt, readAt } = message
  const received = readAt ?? deliveredAt
  const Icon = received ? ChecksIcon : ICONS[status]
  const label = readAt
    ? t('message.read')
    : deliveredAt
      ? t('message.delivered')
      : t(`message.status.${status}`)
  return (
    <span
      className="delivery"
      data-mark={readAt ? 'read' : status}
      title={received ? `${label} · ${fullTime(received, locale)}` : label}
    >
      <Icon size={15} />
      <span>{label}</span>
    </span>
  )
}
