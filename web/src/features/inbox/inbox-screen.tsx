import { ActionIcon, NativeSelect, SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, Outlet, useChildMatches, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { shortDateTime } from '../../lib/format.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { InboxIcon, SearchIcon } from '../../ui/icons.tsx'
import { palette } from '../../ui/palette/commands.ts'
import { Empty } from '../../ui/states.tsx'
import { useTitle } from '../../ui/title.ts'
import { accountsQuery } from '../accounts/api.ts'
import { attentionQuery } from '../notifications/api.ts'
import { counted } from '../notifications/many.ts'
import { isAct } from './api.ts'
import { ConversationList } from './conversation-list.tsx'
import './inbox.css'

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

  return (
    <div className="inbox" data-open={openId !== undefined || undefined}>
      <section className="inbox-list" aria-label={t('inbox.conversations')}>
        <header className="inbox-head">
          <h1>{t('nav.inbox')}</h1>
          <AccountFilter />
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
            value={filter.held ? 'mine' : (filter.status ?? 'open')}
            onChange={(value) =>
              void navigate({
                to: '.',
                search: ({ account }) => ({
                  account,
                  status: value === 'escalated' || value === 'archived' ? value : undefined,
                  held: value === 'mine' ? 'me' : undefined,
                }),
              })
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
        <ActChip />
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

export function NoConversation() {
  const { t } = useTranslation()
  return (
    <Empty icon={<InboxIcon />} title={t('inbox.pick')}>
      {t('inbox.pickHint')}
    </Empty>
  )
}

/** Shows the filter set by a number on Today, and a button to remove it. */
function ActChip() {
  const { t } = useTranslation()
  const locale = useLocale()
  const { machine, since } = route.useSearch()
  if (!isAct(machine)) return null
  return (
    <p className="act-chip">
      <span>
        {t(`inbox.did.${machine}`)} {since && t('inbox.since', { at: shortDateTime(since, locale) })}
      </span>
      <Link to="/inbox" search={{}}>
        {t('inbox.showAll')}
      </Link>
    </p>
  )
}

function AccountFilter() {
  const { t } = useTranslation()
  const { account } = route.useSearch()
  const navigate = useNavigate()
  const { data } = useQuery(accountsQuery)
  if (!data || data.length < 2) return null
  return (
    <NativeSelect
      size="xs"
      w={160}
      aria-label={t('inbox.filter.account')}
      value={account ?? ''}
      data={[
        { value: '', label: t('inbox.filter.everyAccount') },
        ...data.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      onChange={({ currentTarget: { value } }) =>
        void navigate({ to: '.', search: (search) => ({ ...search, account: value || undefined }) })
      }
    />
  )
}

const conversationOf = (params: object): string[] =>
  'conversationId' in params && typeof params.conversationId === 'string' ? [params.conversationId] : []
