import { ActionIcon } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ApiKey } from '#core/workspaces/schemas.ts'
import { fullTime, shortTime } from '../../../lib/format.ts'
import { useLocale } from '../../../lib/use-locale.ts'
import { useNow } from '../../../lib/use-now.ts'
import { KeyIcon, TrashIcon } from '../../../ui/icons.tsx'
import { Status } from '../../../ui/status.tsx'
import { dayOf } from './day.ts'

export function KeyRow({ apiKey, onRevoke }: { apiKey: ApiKey; onRevoke: () => void }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const now = useNow()
  const { name, prefix, scopes, lastUsedAt, expiresAt, createdAt } = apiKey
  const expired = expiresAt !== null && Date.parse(expiresAt) <= now
  return (
    <li className="person-row" data-testid="key-row">
      <span className="person-mail">
        <KeyIcon />
      </span>
      <div className="person-lines">
        <span className="person-line-name" dir="auto">
          {name} <code className="mono key-prefix">{prefix}…</code>
        </span>
        <span className="person-line-about">
          {scopes.map((scope) => t(`scope.${scope}.name`)).join(' · ')}
        </span>
      </div>
      <div className="key-times">
        <span title={lastUsedAt ? fullTime(lastUsedAt, locale) : undefined}>
          {lastUsedAt
            ? t('apiKey.used', { at: shortTime(lastUsedAt, now, locale, t('time.now')) })
            : t('apiKey.unused')}
        </span>
        <span title={fullTime(expiresAt ?? createdAt, locale)}>
          {expiresAt ? t('apiKey.expires', { day: dayOf(expiresAt, locale) }) : t('apiKey.noExpiry')}
        </span>
      </div>
      {expired && <Status tone="warning">{t('apiKey.expired')}</Status>}
      <span className="row-action">
        <ActionIcon aria-label={t('apiKey.revokeTitle', { name })} onClick={onRevoke}>
          <TrashIcon size={16} />
        </ActionIcon>
      </span>
    </li>
  )
}
