import { useInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { MonitoredPost } from '#core/comments/schemas.ts'
import { said } from '../../lib/server-words.ts'
import { SearchIcon } from '../../ui/icons.tsx'
import { More } from '../../ui/more.tsx'
import { notifyFailed } from '../../ui/notify.tsx'
import { PlatformIcon } from '../../ui/platforms.tsx'
import { Empty, Failure, Loading, useErrorWords } from '../../ui/states.tsx'
import { Toggle } from '../../ui/toggle.tsx'
import { meQuery } from '../workspaces/api.ts'
import { postsQuery, useSwitchPost } from './api.ts'
import { When } from './comment-row.tsx'
import { WatchRules } from './watch-rules.tsx'

/** The posts under which comments are read, and the rules by which they are chosen. */
export function PostsTab() {
  const { t } = useTranslation()
  const { data: me } = useSuspenseQuery(meQuery)
  const list = useInfiniteQuery(postsQuery())
  const posts = list.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      <WatchRules mayManage={me.scopes.includes('manage')} />
      {list.isPending && <Loading rows={5} />}
      {list.isError && !list.data && <Failure error={list.error} retry={() => void list.refetch()} />}
      {list.data && posts.length === 0 && (
        <Empty icon={<SearchIcon />} title={t('comments.noPosts')}>
          {t('comments.noPostsHint')}
        </Empty>
      )}
      <ul className="row-list" aria-label={t('comments.tab.posts')}>
        {posts.map((post) => (
          <PostRow key={post.id} post={post} mayAnswer={me.scopes.includes('answer')} />
        ))}
      </ul>
      <More has={list.hasNextPage} loading={list.isFetchingNextPage} load={() => void list.fetchNextPage()} />
    </>
  )
}

function PostRow({ post, mayAnswer }: { post: MonitoredPost; mayAnswer: boolean }) {
  const { t } = useTranslation()
  const words = useErrorWords()
  const turn = useSwitchPost()
  const { id, platform, accountName, caption, monitoring, commentsCount, problem, postedAt, source } = post
  return (
    <li className="comments-watched" data-testid="watched-post">
      <div>
        <p className="comments-row-head">
          <PlatformIcon platform={platform} />
          <strong>{accountName}</strong>
          <When at={postedAt} />
          <span className="muted">{t(`comments.source.${source}`)}</span>
        </p>
        <p className="comments-row-text" dir="auto">
          {caption || t('comments.noCaption')}
        </p>
        <Link to="/comments" search={{ tab: 'all', post: id }}>
          {t('comments.count', { count: commentsCount })}
        </Link>
        {problem && <p className="comments-problem">{said(problem)}</p>}
      </div>
      <Toggle
        label={t('comments.watch')}
        on={turn.isPending ? turn.variables.monitoring : monitoring}
        disabled={!mayAnswer}
        onTurn={(to) =>
          turn.mutate({ id, monitoring: to }, { onError: (error) => notifyFailed(words(error)) })
        }
      />
    </li>
  )
}
