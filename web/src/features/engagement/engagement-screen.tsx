import { Button, NativeSelect } from '@mantine/core'
import { useInfiniteQuery, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { EngagementStatus } from '#core/engagement/schemas.ts'
import { CheckIcon } from '../../ui/icons.tsx'
import { More } from '../../ui/more.tsx'
import { Screen } from '../../ui/screen.tsx'
import { Empty, Failure, Loading } from '../../ui/states.tsx'
import { meQuery } from '../workspaces/api.ts'
import { ActionRow } from './action-row.tsx'
import { actionsQuery, consentsQuery, rulesQuery } from './api.ts'
import { Consents } from './consents.tsx'
import { Settings } from './settings.tsx'
import '../operations/operations.css'
import './engagement.css'

const TABS = ['actions', 'mine', 'settings'] as const
const STATUSES: readonly EngagementStatus[] = [
  'queued',
  'waiting',
  'sending',
  'sent',
  'failed',
  'unknown',
  'cancelled',
]

/** What the team does to published posts, each member's consent, and how the workspace wants it. */
export default function EngagementScreen() {
  const { t } = useTranslation()
  const search = useSearch({ from: '/signed-in/engagement' })
  const { data: me } = useSuspenseQuery(meQuery)
  const tab = TABS.find((one) => one === search.tab) ?? 'actions'
  return (
    <Screen title={t('engagement.title')} description={t('engagement.description')}>
      <nav className="tabs" aria-label={t('engagement.title')}>
        {TABS.map((one) => (
          <Link
            key={one}
            to="/engagement"
            search={{ tab: one }}
            className="tab"
            aria-current={one === tab ? 'page' : undefined}
          >
            {t(`engagement.tab.${one}`)}
          </Link>
        ))}
      </nav>
      {tab === 'actions' && <Actions mayWrite={me.scopes.includes('write')} />}
      {tab === 'mine' && <Consents mayWrite={me.scopes.includes('write')} />}
      {tab === 'settings' && <Settings mayManage={me.scopes.includes('manage')} />}
    </Screen>
  )
}

/** What waits, was done or was refused, with its filters. */
function Actions({ mayWrite }: { mayWrite: boolean }) {
  const { t } = useTranslation()
  const search = useSearch({ from: '/signed-in/engagement' })
  const navigate = useNavigate()
  const status = STATUSES.find((one) => one === search.status)
  const accounts = useQuery(consentsQuery).data ?? []
  const { account: accountId } = search
  const list = useInfiniteQuery(actionsQuery({ status, accountId }))
  const rules = useQuery(rulesQuery).data
  const choose = (change: { status?: string | undefined; account?: string | undefined }) =>
    void navigate({ to: '/engagement', search: { ...search, tab: 'actions', ...change } })
  const isFiltered = status !== undefined || accountId !== undefined
  const actions = list.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      {rules?.enabled === false && (
        <p className="engagement-note">
          {t('engagement.isOff')}{' '}
          <Link to="/engagement" search={{ tab: 'settings' }}>
            {t('engagement.toSettings')}
          </Link>
        </p>
      )}
      <div className="engagement-filters">
        <NativeSelect
          size="xs"
          aria-label={t('engagement.byStatus')}
          value={status ?? ''}
          onChange={(event) => choose({ status: event.currentTarget.value || undefined })}
          data={[
            { value: '', label: t('engagement.anyStatus') },
            ...STATUSES.map((one) => ({ value: one, label: t(`engagement.status.${one}`) })),
          ]}
        />
        <NativeSelect
          size="xs"
          aria-label={t('engagement.byAccount')}
          value={accountId ?? ''}
          onChange={(event) => choose({ account: event.currentTarget.value || undefined })}
          data={[
            { value: '', label: t('engagement.anyAccount') },
            ...accounts.map(({ id, accountName }) => ({ value: id, label: accountName })),
          ]}
        />
        {isFiltered && (
          <Button
            size="xs"
            variant="subtle"
            onClick={() => choose({ status: undefined, account: undefined })}
          >
            {t('engagement.clear')}
          </Button>
        )}
      </div>
      {list.isPending && <Loading rows={5} />}
      {list.error && !list.data && <Failure error={list.error} retry={() => void list.refetch()} />}
      {list.data && actions.length === 0 && (
        <Empty icon={<CheckIcon />} title={t(isFiltered ? 'engagement.noneFound' : 'engagement.none')}>
          {!isFiltered && t('engagement.noneHint')}
        </Empty>
      )}
      <ul className="row-list" aria-label={t('engagement.tab.actions')}>
        {actions.map((action) => (
          <ActionRow key={action.id} action={action} mayWrite={mayWrite} />
        ))}
      </ul>
      <More has={list.hasNextPage} loading={list.isFetchingNextPage} load={() => void list.fetchNextPage()} />
    </>
  )
}
