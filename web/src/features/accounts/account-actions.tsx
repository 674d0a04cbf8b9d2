import { Button, PasswordInput } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Account, ConnectAccount } from '#core/accounts/schemas.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import { FormFailure, fieldError } from '../../ui/states.tsx'
import { meQuery } from '../workspaces/api.ts'
import { ConfirmDialog } from '../workspaces/settings/confirm-dialog.tsx'
import { useDisconnectAccount, useReconnectAccount } from './api.ts'

/** What may be done to an account, by who may: give it new credentials, or let it go. */
export function AccountActions({ account }: { account: Account }) {
  const { t } = useTranslation()
  const { data: me } = useSuspenseQuery(meQuery)
  const [open, setOpen] = useState<'reconnect' | 'disconnect' | null>(null)
  const disconnect = useDisconnectAccount()
  const close = () => setOpen(null)
  if (!me.scopes.includes('manage')) return null
  return (
    <span className="account-actions">
      <Button
        size="compact-sm"
        variant={account.status === 'expired' ? 'filled' : 'default'}
        onClick={() => setOpen('reconnect')}
      >
        {t('account.reconnect')}
      </Button>
      <Button size="compact-sm" variant="subtle" onClick={() => setOpen('disconnect')}>
        {t('account.disconnect')}
      </Button>
      <Dialog
        opened={open === 'reconnect'}
        onClose={close}
        title={t('account.reconnectTitle', { name: account.name })}
        width={460}
      >
        {open === 'reconnect' && <Reconnect account={account} onClose={close} />}
      </Dialog>
      {open === 'disconnect' && (
        <ConfirmDialog
          title={t('account.disconnectTitle', { name: account.name })}
          action={t('account.disconnect')}
          error={disconnect.error}
          pending={disconnect.isPending}
          onConfirm={() =>
            disconnect.mutate(account.id, {
              onSuccess: () => {
                close()
                notifyDone(t('account.disconnected', { name: account.name }))
              },
            })
          }
          onClose={close}
        >
          {t('account.disconnectHint')}
        </ConfirmDialog>
      )}
    </span>
  )
}

function Reconnect({ account, onClose }: { account: Account; onClose: () => void }) {
  const { t } = useTranslation()
  const [accessToken, setAccessToken] = useState('')
  const reconnect = useReconnectAccount(account.id)
  const platform = account.platform as ConnectAccount['platform']
  const submit = (event: FormEvent) => {
    event.preventDefault()
    reconnect.mutate(accessToken, {
      onSuccess: () => {
        onClose()
        notifyDone(t('account.reconnected', { name: account.name }))
      },
    })
  }
  return (
    <form className="form" onSubmit={submit}>
      <p className="muted">{t('account.reconnectHint')}</p>
      <PasswordInput
        label={t(`account.form.${platform}.token`)}
        description={t(`account.form.${platform}.tokenHint`)}
        autoComplete="off"
        value={accessToken}
        error={fieldError(reconnect.error, 'credentials.accessToken')}
        onChange={(event) => setAccessToken(event.currentTarget.value)}
        required
        withAsterisk={false}
        data-autofocus
      />
      <FormFailure error={reconnect.error} shownAt={['credentials.accessToken']} />
      <div className="form-actions">
        <Button variant="default" onClick={onClose}>
          {t('action.close')}
        </Button>
        <Button type="submit" loading={reconnect.isPending}>
          {t('account.reconnect')}
        </Button>
      </div>
    </form>
  )
}
