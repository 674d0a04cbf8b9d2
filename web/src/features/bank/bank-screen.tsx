import { Button } from '@mantine/core'
import { useInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNow } from '../../lib/use-now.ts'
import { SearchIcon, UploadIcon } from '../../ui/icons.tsx'
import { More } from '../../ui/more.tsx'
import { Screen } from '../../ui/screen.tsx'
import { Empty, Failure, Loading } from '../../ui/states.tsx'
import { useListKeys } from '../../ui/use-list-keys.ts'
import { useRemoval } from '../../ui/use-removal.ts'
import { meQuery } from '../workspaces/api.ts'
import { FOUND_MAX, postsQuery, useDeletePost } from './api.ts'
import { type BankSearch, filterOf, isNarrowed } from './bank-filter.ts'
import { Filters } from './filters.tsx'
import { PostRow } from './post-row.tsx'
import './bank.css'

const PostPanel = lazy(() => import('./post-panel.tsx'))
const ImportDialog = lazy(() => import('./import-dialog.tsx'))

/** The captured posts of a workspace, to learn from. */
export default function BankScreen() {
  const { t } = useTranslation()
  const { data: me } = useSuspenseQuery(meQuery)
  const mayWrite = me.scopes.includes('write')
  const search = useSearch({ from: '/signed-in/bank' })
  const navigate = useNavigate()
  const [importing, setImporting] = useState(false)
  const change = (part: BankSearch) =>
    void navigate({ to: '/bank', search: { ...search, ...part }, replace: true })
  const open = (post: string | undefined) => void navigate({ to: '/bank', search: { ...search, post } })
  const filter = filterOf(search, useNow(60_000))
  const list = useInfiniteQuery({ ...postsQuery(filter), placeholderData: (before) => before })
  const remove = useDeletePost()
  const { removeLater, isShown } = useRemoval((id, onError) => remove.mutate(id, { onError }))
  const posts = (list.data?.pages.flatMap((page) => page.items) ?? []).filter(isShown)
  useListKeys((by) => {
    const at = posts.findIndex(({ id }) => id === search.post)
    const next = posts[at === -1 ? 0 : at + by]
    if (next) open(next.id)
  })
  const narrowed = isNarrowed(search)
  const bring = mayWrite && (
    <Button leftSection={<UploadIcon size={16} />} onClick={() => setImporting(true)}>
      {t('bank.import.title')}
    </Button>
  )
  return (
    <Screen title={t('bank.title')} description={t('bank.description')} actions={bring}>
      <Filters search={search} onChange={change} />
      {list.isPending && <Loading rows={8} />}
      {list.isError && !list.data && <Failure error={list.error} retry={() => void list.refetch()} />}
      {list.data && posts.length === 0 && (
        <Empty
          icon={<SearchIcon />}
          title={t(narrowed ? 'bank.nothing' : 'bank.empty')}
          action={
            narrowed ? (
              <Button variant="default" onClick={() => void navigate({ to: '/bank', search: {} })}>
                {t('bank.filter.clear')}
              </Button>
            ) : (
              bring
            )
          }
        >
          {t(narrowed ? 'bank.nothingHint' : 'bank.emptyHint')}
        </Empty>
      )}
      <ul className="row-list bank-list" aria-label={t('bank.posts')} aria-busy={list.isPlaceholderData}>
        {posts.map((post) => (
          <PostRow key={post.id} post={post} open={post.id === search.post} onOpen={() => open(post.id)} />
        ))}
      </ul>
      {!list.hasNextPage && posts.length >= FOUND_MAX && search.q && (
        <p className="muted bank-end">{t('bank.first', { count: FOUND_MAX })}</p>
      )}
      <More has={list.hasNextPage} loading={list.isFetchingNextPage} load={() => void list.fetchNextPage()} />
      <Suspense>
        {search.post && (
          <PostPanel
            id={search.post}
            mayWrite={mayWrite}
            onClose={() => open(undefined)}
            onDelete={(id) => {
              open(undefined)
              removeLater(id, t('bank.deleted'))
            }}
          />
        )}
        {importing && <ImportDialog onClose={() => setImporting(false)} />}
      </Suspense>
    </Screen>
  )
}
