import { ActionIcon, SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Outlet, useChildMatches, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { palette } from '../../ui/commands.ts'
import { drawn, SearchIcon } from '../../ui/icons.tsx'
import { useTitle } from '../../ui/title.ts'
import { attentionQuery } from '../notifications/api.ts'
import { counted } from '../notifications/many.ts'
import { withTeamWords } from '../team/words.ts'
import { listOf } from './api.ts'
import { ConversationList } from './conversation-list.tsx'
import './inbox.css'

const ViewsPanel = lazy(withTeamWords(() => import('../team/views-panel.tsx')))

const route = getRouteApi('/signed-in/inbox')

/** The list and the open conversation side by side; a phone shows one of the two. */
export default function InboxScreen() {
  const { t } = useTranslation()
  const filter = route.useSearch()
  const navigate = useNavigate()
  const openId = useChildMatches({
    select: (matches) => matches.flatMap(({ params }) => conversationOf(params))[0],
  })
  const unread = useQuery(attentionQuery).data?.unread
  useTitle(t('nav.inbox'))
  const [filtering, setFiltering] = useState(false)
  // The panel says what the four buttons do not show.
  const filtered = Object.entries(filter).some(
    ([name, value]) => value && (name !== 'view' || !SHOWN.includes(value)),
  )

  return (
    <div className="inbox" data-open={openId !== undefined || undefined}>
      <section className="inbox-list" aria-label={t('inbox.conversations')}>
        <header className="inbox-head">
          <h1>{t('nav.inbox')}</h1>
          <ActionIcon
            size="lg"
            aria-label={t('inbox.filter.label')}
            aria-expanded={filtering}
            onClick={() => setFiltering(!filtering)}
          >
            <FilterIcon />
          </ActionIcon>
          <ActionIcon
            size="lg"
            className="phone-only"
            aria-label={t('nav.search')}
            onClick={() => palette.open()}
          >
            <SearchIcon />
          </ActionIcon>
        </header>
        <div className="inbox-filter">
          <SegmentedControl
            size="xs"
            fullWidth
            aria-label={t('inbox.filter.label')}
            value={listOf(filter).view ?? ''}
            onChange={(view) =>
              void navigate({ to: '.', search: { ...filter, view, machine: undefined, since: undefined } })
            }
            data={[
              ...LISTS.map(({ value, counts }) => ({
                value,
                label: <FilterLabel name={t(`inbox.filter.${value}`)} unread={unread?.[counts] ?? 0} />,
              })),
              { value: 'archived', label: t('inbox.filter.archived') },
            ]}
          />
        </div>
        {(filtering || filtered) && (
          <Suspense>
            <ViewsPanel filter={filter} opened={filtering} onOpen={setFiltering} />
          </Suspense>
        )}
        {/* Mount each list anew, so that it starts at its top. */}
        <ConversationList key={JSON.stringify(filter)} filter={filter} openId={openId} />
      </section>
      <section className="inbox-open" aria-label={t('inbox.conversation')}>
        <Outlet />
      </section>
    </div>
  )
}

const LISTS = [
  { value: 'open', counts: 'open' },
  { value: 'escalated', counts: 'escalated' },
  { value: 'mine', counts: 'mine' },
] as const

/** The views that have a button of their own. */
const FilterIcon = drawn('M3.5 5h13M6 10h8M8.5 15h3')
const SHOWN = ['open', 'escalated', 'mine', 'archived']

function FilterLabel({ name, unread }: { name: string; unread: number }) {
  const { t } = useTranslation()
  return (
    <>
      {name}
      {unread > 0 && (
        <span className="filter-count" title={t('inbox.unreadCount', { count: unread })}>
          {counted(unread)}
          <span className="sr-only"> {t('inbox.unread')}</span>
        </span>
      )}
    </>
  )
}

const conversationOf = (params: object): string[] =>
  'conversationId' in params && typeof params.conversationId === 'string' ? [params.conversationId] : []
