import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ConnectedAccount } from '#core/accounts/schemas.ts'
import { usePlatformName } from '../../lib/platforms.ts'
import { said } from '../../lib/server-words.ts'
import { Copyable } from '../../ui/copyable.tsx'
import { CheckIcon } from '../../ui/icons.tsx'

interface ConnectedProps {
  account: ConnectedAccount
  /** The address at which to write to a practice account as a contact. */
  phoneUrl?: string | null
  onClose: () => void
}

/** The last step of connecting: done, or with the values that a person must still enter in the platform's console. */
export function Connected({ account, phoneUrl = null, onClose }: ConnectedProps) {
  const { t } = useTranslation()
  const platformName = usePlatformName()
  const { name, platform, webhook } = account
  const byHand = phoneUrl === null ? (webhook?.byHand ?? null) : null
  return (
    <div className="form" data-testid="connected">
      <p className="connected">
        <CheckIcon /> {t('account.connected', { name })}
      </p>
      {byHand === null && (
        <p className="muted">{t('account.nothingLeft', { platform: platformName(platform) })}</p>
      )}
      {phoneUrl !== null && (
        <p>
          <a className="link" href={phoneUrl} target="_blank" rel="noreferrer">
            {t('account.openPhone')}
          </a>
        </p>
      )}
      {byHand && (
        <>
          <p className="muted">{t('account.byHand', { where: said(byHand.where) })}</p>
          <Copyable label={t('account.callbackUrl')} value={webhook?.url ?? ''} />
          <Copyable label={t('account.verifyToken')} value={byHand.verifyToken} />
          <Copyable label={t('account.webhookFields')} value={byHand.fields.join(', ')} />
        </>
      )}
      <div className="form-actions">
        <Button onClick={onClose}>{t('action.done')}</Button>
      </div>
    </div>
  )
}
