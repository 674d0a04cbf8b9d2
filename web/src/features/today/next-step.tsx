import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Today } from '#core/today/schemas.ts'
import { AccountsIcon, InboxIcon, KnowledgeIcon } from '../../ui/icons.tsx'
import { Empty } from '../../ui/states.tsx'

type Next = NonNullable<Today['next']>

const STEPS: Record<Next, { to: '/accounts' | '/knowledge'; Icon: (props: { size?: number }) => ReactNode }> =
  {
    connect_account: { to: '/accounts', Icon: AccountsIcon },
    add_knowledge: { to: '/knowledge', Icon: KnowledgeIcon },
    first_message: { to: '/accounts', Icon: InboxIcon },
  }

/** Shows a new workspace a single thing to do. */
export function NothingYet({ next }: { next: Today['next'] }) {
  const { t } = useTranslation()
  if (next === null) return null
  const { to, Icon } = STEPS[next]
  return (
    <Empty
      icon={<Icon />}
      title={t(`today.next.${next}.title`)}
      action={
        <Link to={to} className="button-link">
          {t(`today.next.${next}.go`)}
        </Link>
      }
    >
      {t(`today.next.${next}.hint`)}
    </Empty>
  )
}

export function NextStep({ next }: { next: Next }) {
  const { t } = useTranslation()
  const { to, Icon } = STEPS[next]
  return (
    <section className="next-step" aria-label={t(`today.next.${next}.title`)}>
      <Icon size={20} />
      <p>
        <strong>{t(`today.next.${next}.title`)}</strong>{' '}
        <span className="muted">{t(`today.next.${next}.hint`)}</span>
      </p>
      <Link to={to} className="button-link">
        {t(`today.next.${next}.go`)}
      </Link>
    </section>
  )
}
