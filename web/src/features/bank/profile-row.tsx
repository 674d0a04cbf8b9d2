import { ActionIcon, Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Profile } from '#core/bank/schemas.ts'
import { shortDateTime } from '../../lib/format.ts'
import { said } from '../../lib/server-words.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { EditIcon, ExternalIcon, RefreshIcon, TrashIcon } from '../../ui/icons.tsx'
import { notifyFailed } from '../../ui/notify.tsx'
import { PlatformIcon } from '../../ui/platforms.tsx'
import { useErrorWords } from '../../ui/states.tsx'
import { Status } from '../../ui/status.tsx'
import { useSyncProfile } from './profiles-api.ts'

const TONES = { pending: 'neutral', scraping: 'info', done: 'success', failed: 'danger' } as const

interface RowProps {
  profile: Profile
  mayWrite: boolean
  onSyncs: () => void
  onStyle: () => void
  onEdit: () => void
  onDelete: () => void
}

export function ProfileRow({ profile, mayWrite, onSyncs, onStyle, onEdit, onDelete }: RowProps) {
  const { t } = useTranslation()
  const { id, name, type, platform, handle, url, accounts, sync } = profile
  return (
    <li className="profile-row" data-testid="profile-row">
      <div className="profile-who">
        <p className="bank-row-head">
          <PlatformIcon platform={platform} />
          <strong dir="auto">{name}</strong>
          <span className="bank-label">{t(`bank.profile.type.${type}`)}</span>
        </p>
        <p className="muted profile-handle">
          {url ? (
            <a href={url} target="_blank" rel="noreferrer">
              @{handle} <ExternalIcon size={13} />
            </a>
          ) : (
            `@${handle}`
          )}
          {accounts.length > 0 && (
            <span>{t('bank.profile.publishes', { names: accounts.map((one) => one.name).join(', ') })}</span>
          )}
        </p>
      </div>
      <Link to="/bank" search={{ author: id }} className="profile-posts">
        {t('bank.profile.posts', { count: sync.posts })}
      </Link>
      <SyncState profile={profile} />
      <div className="profile-acts">
        {mayWrite && sync.available && <SyncNow profile={profile} />}
        <Button size="xs" variant="default" onClick={onStyle}>
          {t('bank.style.open')}
        </Button>
        <Button size="xs" variant="default" onClick={onSyncs}>
          {t('bank.sync.list')}
        </Button>
        {mayWrite && (
          <>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('bank.profile.edit', { name })}
              onClick={onEdit}
            >
              <EditIcon size={16} />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('bank.profile.delete', { name })}
              onClick={onDelete}
            >
              <TrashIcon size={16} />
            </ActionIcon>
          </>
        )}
      </div>
    </li>
  )
}

function SyncNow({ profile: { id, syncStatus } }: { profile: Profile }) {
  const { t } = useTranslation()
  const words = useErrorWords()
  const sync = useSyncProfile()
  return (
    <Button
      size="xs"
      variant="default"
      leftSection={<RefreshIcon size={15} />}
      loading={sync.isPending || syncStatus === 'scraping'}
      onClick={() => sync.mutate(id, { onError: (error) => notifyFailed(words(error)) })}
    >
      {t('bank.sync.now')}
    </Button>
  )
}

/** Says how the syncs of a profile go, or why there are none. */
export function SyncState({ profile: { syncStatus, sync } }: { profile: Profile }) {
  const { t } = useTranslation()
  const locale = useLocale()
  if (!sync.available) return <p className="profile-sync muted">{sync.reason && said(sync.reason)}</p>
  return (
    <div className="profile-sync">
      <Status tone={TONES[syncStatus]}>{t(`bank.sync.status.${syncStatus}`)}</Status>
      <span className="muted">
        {sync.lastSyncAt
          ? t('bank.sync.last', { at: shortDateTime(sync.lastSyncAt, locale) })
          : t('bank.sync.never')}
      </span>
      {sync.consecutiveFailures > 0 && (
        <p className="cell-error">
          {t('bank.sync.failures', { count: sync.consecutiveFailures })}{' '}
          {sync.lastError && said(sync.lastError)}
        </p>
      )}
    </div>
  )
}
