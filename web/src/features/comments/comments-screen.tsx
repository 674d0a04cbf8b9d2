import { Button, NativeSelect } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { CheckIcon, SearchIcon } from '../../ui/icons.tsx'
import { More } from '../../ui/more.tsx'
import { Screen } from '../../ui/screen.tsx'
import { Empty, Failure, Loading } from '../../ui/states.tsx'
import { useListKeys } from '../../ui/use-list-keys.ts'
import { accountsQuery } from '../accounts/api.ts'
import { type CommentFilter, listQuery } from './api.ts'
import { CommentRow } from './comment-row.tsx'
import { PostsTab } from './posts-tab.tsx'
import '../operations/operations.css'
import './comments.css'

const CommentPanel = lazy(() => import('./comment-panel.tsx'))

/** The queue of what waits for a person, the comments in each other state, and the posts under which they are read. */
const TABS = ['open', 'new', 'answered', 'closed', 'all', 'posts'] as const

export default function CommentsScreen() {
  const { t } = useTranslation()
  const search = useSearch({ from: '/signed-in/comments' })
  const tab = TABS.find((one) => one === search.tab) ?? 'open'
  return (
    <Screen title={t('comments.title')} description={t('comments.description')}>
      <nav className="tabs" aria-label={t('comments.title')}>
        {TABS.map((one) => (
          <Link
            key={one}
            to="/comments"
            search={{ tab: one, account: search.account }}
            className="tab"
            data-tab={one}
            aria-current={one === tab ? 'page' : undefined}
          >
            {t(`comments.tab.${one}`)}
          </Link>
        ))}
      </nav>
      {tab === 'posts' ? (
        <PostsTab />
      ) : (
        <List filter={{ ...(tab === 'all' ? {} : { status: tab }) }} isQueue={tab === 'open'} />
      )}
    </Screen>
  )
}

function List({ filter, isQueue }: { filter: CommentFilter; isQueue: boolean }) {
  const { t } = useTranslation()
  const search = useSearch({ from: '/signed-in/comments' })
  const navigate = useNavigate()
  const accounts = useQuery(accountsQuery).data ?? []
  const list = useInfiniteQuery(
    listQuery({
      ...filter,
      ...(search.account ? { accountId: search.account } : {}),
      ...(search.post ? { postId: search.post } : {}),
    }),
  )
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const open = (comment: string | undefined) =>
    void navigate({ to: '/comments', search: { ...search, comment } })
  /** Returns the id of the comment so many rows away; of the first where none is open. */
  const beside = (by: 1 | -1) => {
    const at = items.findIndex(({ id }) => id === search.comment)
    return items[at === -1 ? 0 : at + by]?.id
  }
  useListKeys((by) => {
    const next = beside(by)
    if (next) open(next)
  })
  const narrowed = search.account !== undefined || search.post !== undefined
  return (
    <>
      <search className="comments-filters">
        <NativeSelect
          size="xs"
          aria-label={t('comments.account')}
          value={search.account ?? ''}
          onChange={(event) =>
            void navigate({
              to: '/comments',
              search: { ...search, account: event.currentTarget.value || undefined },
            })
          }
          data={[
            { value: '', label: t('comments.allAccounts') },
            ...accounts.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        {search.post && (
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => void navigate({ to: '/comments', search: { ...search, post: undefined } })}
          >
            {t('comments.allPosts')}
          </Button>
        )}
      </search>
      {list.isPending && <Loading rows={6} />}
      {list.isError && !list.data && <Failure error={list.error} retry={() => void list.refetch()} />}
      {list.data && items.length === 0 && (
        <Empty
          icon={isQueue ? <CheckIcon /> : <SearchIcon />}
          title={t(isQueue ? 'comments.nothingWaits' : 'comments.empty')}
        >
          {t(narrowed ? 'comments.narrowedHint' : 'comments.emptyHint')}
        </Empty>
      )}
      <ul className="row-list" aria-label={t('comments.title')}>
        {items.map((comment) => (
          <CommentRow
            key={comment.id}
            comment={comment}
            open={comment.id === search.comment}
            onOpen={() => open(comment.id)}
          />
        ))}
      </ul>
      <More has={list.hasNextPage} loading={list.isFetchingNextPage} load={() => void list.fetchNextPage()} />
      <Suspense>
        {search.comment && (
          <CommentPanel
            key={search.comment}
            id={search.comment}
            onClose={() => open(undefined)}
            onDone={() => open(isQueue ? beside(1) : undefined)}
          />
        )}
      </Suspense>
    </>
  )
}
