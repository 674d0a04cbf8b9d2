import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { SearchIcon } from '../../ui/icons.tsx'
import { More } from '../../ui/more.tsx'
import { notifyFailed } from '../../ui/notify.tsx'
import { PlatformIcon } from '../../ui/platforms.tsx'
import { Empty, Failure, Loading, useErrorWords } from '../../ui/states.tsx'
import { leftOutQuery, mutedQuery, usePutBack, useUnmute } from './api.ts'
import { PostHead } from './post-row.tsx'

interface LeftOutProps {
  projectId: string
  mayListen: boolean
}

/** What people left out of a project: authors that are muted, and posts. Each can be let in again. */
export function LeftOut({ projectId, mayListen }: LeftOutProps) {
  const { t } = useTranslation()
  const words = useErrorWords()
  const onError = (error: unknown) => notifyFailed(words(error))
  const muted = useInfiniteQuery(mutedQuery(projectId))
  const list = useInfiniteQuery(leftOutQuery(projectId))
  const unmute = useUnmute(projectId)
  const putBack = usePutBack(projectId)
  const authors = muted.data?.pages.flatMap(({ items }) => items) ?? []
  const posts = list.data?.pages.flatMap(({ items }) => items) ?? []
  const error = (muted.data ? null : muted.error) ?? (list.data ? null : list.error)
  if (error)
    return <Failure error={error} retry={() => void Promise.all([muted.refetch(), list.refetch()])} />
  if (!muted.data || !list.data) return <Loading rows={4} />
  if (authors.length === 0 && posts.length === 0)
    return (
      <Empty icon={<SearchIcon />} title={t('listening.nothingLeftOut')}>
        {t('listening.nothingLeftOutHint')}
      </Empty>
    )
  return (
    <>
      <ul className="row-list" aria-label={t('listening.mutedAuthors')}>
        {authors.map(({ id, platform, username }) => (
          <li key={id} className="heard-muted">
            <PlatformIcon platform={platform} />
            <strong dir="auto">{username}</strong>
            <span className="muted">{t('listening.mutedHere')}</span>
            {mayListen && (
              <Button size="xs" variant="default" onClick={() => unmute.mutate(id, { onError })}>
                {t('listening.unmute')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <More
        has={muted.hasNextPage}
        loading={muted.isFetchingNextPage}
        load={() => void muted.fetchNextPage()}
      />
      <ul className="row-list" aria-label={t('listening.tab.leftOut')}>
        {posts.map((post) => (
          <li key={post.id} className="heard-post">
            <PostHead post={post} />
            <p className="heard-text" dir="auto">
              {post.text}
            </p>
            <p className="heard-meta">{t(`listening.reason.${post.reason}`)}</p>
            {mayListen && post.reason === 'irrelevant' && (
              <div className="heard-acts">
                <Button size="xs" variant="default" onClick={() => putBack.mutate(post.id, { onError })}>
                  {t('listening.putBack')}
                </Button>
              </div>
            )}
          </li>
        ))}
      </ul>
      <More has={list.hasNextPage} loading={list.isFetchingNextPage} load={() => void list.fetchNextPage()} />
    </>
  )
}
