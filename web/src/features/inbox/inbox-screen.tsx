import { NativeSelect, SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Outlet, useChildMatches, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { InboxIcon } from '../../ui/icons.tsx'
import { useTitle } from '../../ui/screen.tsx'
import { Empty } from '../../ui/states.tsx'
import { accountsQuery } from '../accounts/api.ts'
import { ConversationList } from './conversation-list.tsx'
import './inbox.css'

const route = getRouteApi('/signed-in/inbox')

/** The list stays while conversations are opened beside it; on a phone, one of the two is seen. */
export default function InboxScreen() {
  const { t } = useTranslation()
  const filter = route.useSearch()
  const navigate = useNavigate()
  const openId = useChildMatches({
    select: (matches) => matches.flatMap(({ params }) => conversationOf(params))[0],
  })
  useTitle(t('nav.inbox'))

  return (
    <div className="inbox" data-open={openId !== undefined || undefined}>
      <section className="inbox-list" aria-label={t('inbox.conversations')}>
        <header className="inbox-head">
          <h1>{t('nav.inbox')}</h1>
          <AccountFilter />
        </header>
        <div className="inbox-filter">
          <SegmentedControl
            size="xs"
            fullWidth
            aria-label={t('inbox.filter.label')}
            value={filter.status ?? 'all'}
            onChange={(status) =>
              void navigate({
                to: '.',
                search: (search) => ({ ...search, status: status === 'all' ? undefined : status }),
              })
            }
            data={[
              { value: 'all', label: t('inbox.filter.all') },
              { value: 'escalated', label: t('inbox.filter.escalated') },
              { value: 'archived', label: t('inbox.filter.archived') },
            ]}
          />
        </div>
        <ConversationList filter={filter} openId={openId} />
      </section>
      <section className="inbox-open" aria-label={t('inbox.conversation')}>
        <Outlet />
      </section>
    </div>
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
