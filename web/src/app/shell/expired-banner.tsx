import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Me } from '#core/workspaces/schemas.ts'
import { accountsQuery } from '../../features/accounts/api.ts'
import { AlertIcon } from '../../ui/icons.tsx'

/** Says on every screen that a platform refuses an account: what waits there needs a person. */
export function ExpiredBanner({ me }: { me: Me }) {
  const { t } = useTranslation()
  const { data } = useQuery(accountsQuery)
  const expired = data?.filter(({ status }) => status === 'expired') ?? []
  const [first] = expired
  if (!first) return null
  return (
    <div className="paused-banner" role="status" data-testid="expired-banner">
      <AlertIcon size={16} />
      <p>
        <strong>{t('banner.expired', { count: expired.length, name: first.name })}</strong>
        <span className="paused-by">{t('banner.expiredHint')}</span>
      </p>
      {me.scopes.includes('manage') && (
        <Button variant="default" component={Link} to="/accounts">
          {t('banner.reconnect')}
        </Button>
      )}
    </div>
  )
}
