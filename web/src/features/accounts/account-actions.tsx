import { Button } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Account } from '#core/accounts/schemas.ts'
import { usePlatform } from '../../lib/platforms.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import { FormFailure } from '../../ui/states.tsx'
import { meQuery } from '../workspaces/api.ts'
import { ConfirmDialog } from '../workspaces/settings/confirm-dialog.tsx'
import { useDisconnectAccount, useReconnectAccount } from './api.ts'
import { ByPage } from './by-page.tsx'
import { ConnectFields, filledIn, pathOf, type Values } from './connect-fields.tsx'

/** Offers what the person may do to an account: give it new credentials, or disconnect it. */
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
  const [values, setValues] = useState<Values>({})
  const platform = usePlatform(account.platform)
  const reconnect = useReconnectAccount(account.id)
  const form = platform?.connect.find((flow) => flow.kind === 'fields')
  if (platform && !form) return <ByPage platform={platform} accountId={account.id} onClose={onClose} />
  const fields = form?.fields.filter(({ secret }) => secret) ?? []
  const submit = (event: FormEvent) => {
    event.preventDefault()
    reconnect.mutate(filledIn(fields, values).credentials, {
      onSuccess: () => {
        onClose()
        notifyDone(t('account.reconnected', { name: account.name }))
      },
    })
  }
  return (
    <form className="form" onSubmit={submit}>
      <p className="muted">{t('account.reconnectHint')}</p>
      <ConnectFields fields={fields} values={values} error={reconnect.error} onChange={setValues} autoFocus />
      <FormFailure error={reconnect.error} shownAt={fields.map(pathOf)} />
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
