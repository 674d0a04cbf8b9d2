import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Account } from '#core/accounts/schemas.ts'
import { shortDateTime } from '../../lib/format.ts'
import { usePlatformName } from '../../lib/platforms.ts'
import { said } from '../../lib/server-words.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { AccountsIcon, PlusIcon } from '../../ui/icons.tsx'
import { PlatformIcon } from '../../ui/platforms.tsx'
import { Screen } from '../../ui/screen.tsx'
import { Empty, Failure, Loading } from '../../ui/states.tsx'
import { Status, toneOf } from '../../ui/status.tsx'
import { AccountActions } from './account-actions.tsx'
import { AccountLimits } from './account-limits.tsx'
import { accountsQuery } from './api.ts'
import './accounts.css'
import { Scrolling } from '../../ui/scrolling.tsx'
import { ConnectDialog } from './connect-dialog.tsx'
import { ConnectionDialog } from './connection-dialog.tsx'

export default function AccountsScreen() {
  const { t } = useTranslation()
  const [connecting, setConnecting] = useState(false)
  const accounts = useQuery(accountsQuery)
  const { connection } = useSearch({ from: '/signed-in/accounts' })
  const navigate = useNavigate()
  const forget = () => void navigate({ to: '/accounts', replace: true })
  const connect = (
    <Button leftSection={<PlusIcon size={16} />} onClick={() => setConnecting(true)}>
      {t('account.connect')}
    </Button>
  )
  return (
    <Screen title={t('nav.accounts')} description={t('account.description')} actions={connect}>
      {accounts.isPending && <Loading rows={4} />}
      {accounts.isError && !accounts.data && (
        <Failure error={accounts.error} retry={() => void accounts.refetch()} />
      )}
      {accounts.data?.length === 0 && (
        <Empty icon={<AccountsIcon />} title={t('account.empty')} action={connect}>
          {t('account.emptyHint')}
        </Empty>
      )}
      {accounts.data && accounts.data.length > 0 && <AccountTable accounts={accounts.data} />}
      <ConnectDialog opened={connecting} onClose={() => setConnecting(false)} />
      {connection && (
        <ConnectionDialog
          connection={connection}
          onClose={forget}
          onAgain={() => {
            forget()
            setConnecting(true)
          }}
        />
      )}
    </Screen>
  )
}

function AccountTable({ accounts }: { accounts: Account[] }) {
  const { t } = useTranslation()
  return (
    <Scrolling label={t('nav.accounts')}>
      <table className="table">
        <thead>
          <tr>
            <th>{t('account.name')}</th>
            <th className="wide-only">{t('account.platform')}</th>
            <th className="wide-only">{t('account.externalId')}</th>
            <th className="wide-only">{t('account.since')}</th>
            <th>{t('account.state')}</th>
            <th aria-label={t('account.actions')} />
          </tr>
        </thead>
        <tbody>
          {accounts.map((account) => (
            <AccountRow key={account.id} account={account} />
          ))}
        </tbody>
      </table>
    </Scrolling>
  )
}

function AccountRow({ account }: { account: Account }) {
  const { t } = useTranslation()
  const platformName = usePlatformName()
  const locale = useLocale()
  const { name, platform, externalId, createdAt, status, statusReason, posts } = account
  return (
    <tr data-testid="account-row" data-status={status}>
      <td>
        <span className="cell-with-icon">
          <PlatformIcon platform={platform} /> <strong>{name}</strong>
        </span>
      </td>
      <td className="wide-only">{platformName(platform)}</td>
      <td className="wide-only mono">{externalId}</td>
      <td className="wide-only muted">{shortDateTime(createdAt, locale)}</td>
      <td>
        <Status tone={toneOf(status)}>{t(`account.status.${status}`)}</Status>
        {statusReason && <p className="cell-error">{said(statusReason)}</p>}
        {posts?.ownerOnly && <div className="muted">{t('account.ownerOnly')}</div>}
        {status === 'active' && <AccountLimits id={account.id} />}
      </td>
      <td>
        <AccountActions account={account} />
      </td>
    </tr>
  )
}
