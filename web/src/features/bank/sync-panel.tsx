import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Profile, SyncJob } from '#core/bank/schemas.ts'
import { shortDateTime } from '../../lib/format.ts'
import { said } from '../../lib/server-words.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { SidePanel } from '../../ui/dialog.tsx'
import { Failure, Loading } from '../../ui/states.tsx'
import { Status } from '../../ui/status.tsx'
import { SyncState } from './profile-row.tsx'
import { syncsQuery } from './profiles-api.ts'

const TONES = { running: 'info', completed: 'success', failed: 'danger' } as const

/** The latest syncs of a profile, and what each brought. */
export default function SyncPanel({ profile, onClose }: { profile: Profile; onClose: () => void }) {
  const { t } = useTranslation()
  const syncs = useQuery(syncsQuery(profile.id))
  return (
    <SidePanel opened onClose={onClose} title={t('bank.sync.title', { name: profile.name })} width={440}>
      <SyncState profile={profile} />
      {syncs.isPending && <Loading rows={3} />}
      {syncs.isError && !syncs.data && <Failure error={syncs.error} retry={() => void syncs.refetch()} />}
      {syncs.data?.length === 0 && <p className="muted">{t('bank.sync.none')}</p>}
      <ol className="row-list">
        {syncs.data?.map((job) => (
          <Job key={job.id} job={job} />
        ))}
      </ol>
    </SidePanel>
  )
}

function Job({ job }: { job: SyncJob }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { status, jobType, startedAt, postsScraped, postsNew, error } = job
  return (
    <li className="sync-job" data-testid="sync-job">
      <p className="bank-row-head">
        <Status tone={TONES[status]}>{t(`bank.sync.job.${status}`)}</Status>
        <span>{t(`bank.sync.by.${jobType}`)}</span>
        <time dateTime={startedAt}>{shortDateTime(startedAt, locale)}</time>
      </p>
      {status === 'completed' && (
        <p className="muted">
          {t('bank.sync.read', { count: postsScraped })} · {t('bank.sync.new', { count: postsNew })}
        </p>
      )}
      {error && <p className="cell-error">{said(error)}</p>}
    </li>
  )
}
