import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { DownloadIcon, SearchIcon } from '../../ui/icons.tsx'
import { More } from '../../ui/more.tsx'
import { Empty, Failure, Loading } from '../../ui/states.tsx'
import { SettingsPage } from '../workspaces/settings/settings-page.tsx'
import { auditQuery, exportUrl } from './audit-api.ts'
import { AuditEntryRow } from './audit-entry.tsx'
import { AuditFilters } from './audit-filters.tsx'
import type { AuditSearch } from './audit-rules.ts'
import './audit.css'

const FORMATS = ['csv', 'ndjson'] as const
const route = getRouteApi('/signed-in/settings/audit')

/** The audit log. Its filters are in the address, so that it can be sent to somebody. */
export default function AuditPage() {
  const { t } = useTranslation()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const show = (change: AuditSearch) => void navigate({ search: { ...search, ...change }, replace: true })
  const exports = () =>
    FORMATS.map((format) => (
      <Button
        key={format}
        component="a"
        href={exportUrl(search, format)}
        download
        variant="default"
        leftSection={<DownloadIcon size={16} />}
        aria-label={t('audit.exportAs', { format: format.toUpperCase() })}
      >
        {format.toUpperCase()}
      </Button>
    ))
  return (
    <SettingsPage page="audit" actions={exports}>
      {() => (
        <>
          <AuditFilters search={search} show={show} />
          <Entries search={search} show={show} />
        </>
      )}
    </SettingsPage>
  )
}

interface EntriesProps {
  search: AuditSearch
  show: (change: AuditSearch) => void
}

function Entries({ search, show }: EntriesProps) {
  const { t } = useTranslation()
  const list = useInfiniteQuery(auditQuery(search))
  if (list.isPending) return <Loading rows={8} />
  if (!list.data) return <Failure error={list.error} retry={() => void list.refetch()} />
  const entries = list.data.pages.flatMap((page) => page.items)
  if (entries.length === 0) {
    return (
      <Empty
        icon={<SearchIcon />}
        title={t('audit.empty')}
        action={
          <Button
            variant="default"
            onClick={() => show({ action: undefined, actor: undefined, since: undefined, until: undefined })}
          >
            {t('audit.showAll')}
          </Button>
        }
      >
        {t('audit.emptyHint')}
      </Empty>
    )
  }
  return (
    <>
      <ul className="row-list">
        {entries.map((entry) => (
          <AuditEntryRow key={entry.id} entry={entry} onActor={() => show({ actor: entry.actor })} />
        ))}
      </ul>
      <More has={list.hasNextPage} loading={list.isFetchingNextPage} load={() => void list.fetchNextPage()} />
    </>
  )
}
