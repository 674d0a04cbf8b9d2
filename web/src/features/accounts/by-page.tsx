import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { PlatformInfo } from '#core/accounts/schemas.ts'
import { said } from '../../lib/server-words.ts'
import { FormFailure } from '../../ui/states.tsx'
import { useBeginConnecting } from './api.ts'

interface ByPageProps {
  platform: PlatformInfo
  /** The account that is connected anew. */
  accountId?: string
  onClose: () => void
}

/** Leads to the page on which a person agrees. They come back to the accounts, which say what became of it. */
export function ByPage({ platform: { id, name, connect }, accountId, onClose }: ByPageProps) {
  const { t } = useTranslation()
  const begin = useBeginConnecting()
  const flow = connect.find(({ kind }) => kind !== 'fields')
  const go = () =>
    begin.mutate(
      { platform: id, ...(accountId === undefined ? {} : { accountId }) },
      { onSuccess: ({ url }) => window.location.assign(url) },
    )
  return (
    <div className="form">
      {flow && 'hint' in flow && <p className="muted">{said(flow.hint)}</p>}
      <FormFailure error={begin.error} />
      <div className="form-actions">
        <Button variant="default" onClick={onClose}>
          {t('action.close')}
        </Button>
        <Button onClick={go} loading={begin.isPending || begin.isSuccess} data-autofocus>
          {t('account.page.go', { platform: name })}
        </Button>
      </div>
    </div>
  )
}
