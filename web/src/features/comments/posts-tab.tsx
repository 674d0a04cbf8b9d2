import { NumberInput, Switch } from '@mantine/core'
import { useInfiniteQuery, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { MonitoredPost, MonitoringRule } from '#core/comments/schemas.ts'
import { said } from '../../lib/server-words.ts'
import { SearchIcon } from '../../ui/icons.tsx'
import { More } from '../../ui/more.tsx'
import { notifyFailed } from '../../ui/notify.tsx'
import { PlatformIcon } from '../../ui/platforms.tsx'
import { Empty, Failure, Loading, useErrorWords } from '../../ui/states.tsx'
import { meQuery } from '../workspaces/api.ts'
import { postsQuery, rulesQuery, useSaveRule, useSwitchPost } from './api.ts'
import { When } from './comment-row.tsx'

/** The posts under which comments are read, and the rule by which they are chosen. */
export function PostsTab() {
  const { t } = useTranslation()
  const { data: me } = useSuspenseQuery(meQuery)
  const list = useInfiniteQuery(postsQuery())
  const posts = list.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      <Rule mayManage={me.scopes.includes('manage')} />
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

const USUAL: Pick<MonitoringRule, 'enabled' | 'newestPosts' | 'days'> = {
  enabled: true,
  newestPosts: 5,
  days: 7,
}
const LIMITS = { newestPosts: { min: 1, max: 20 }, days: { min: 1, max: 30 } }

/** The rule for all accounts without one of their own. */
function Rule({ mayManage }: { mayManage: boolean }) {
  const { t } = useTranslation()
  const words = useErrorWords()
  const save = useSaveRule()
  const rules = useQuery(rulesQuery)
  if (!rules.data) return null
  const own = rules.data.find(({ accountId }) => accountId === null)
  const rule = own ?? USUAL
  const change = (part: Partial<typeof USUAL>) =>
    save.mutate(
      { id: own?.id ?? null, accountId: null, change: part },
      { onError: (error) => notifyFailed(words(error)) },
    )
  const number = (name: 'newestPosts' | 'days') => (
    <NumberInput
      key={rule[name]}
      size="xs"
      label={t(`comments.rule.${name}`)}
      {...LIMITS[name]}
      clampBehavior="strict"
      disabled={!mayManage || !rule.enabled}
      defaultValue={rule[name]}
      onBlur={(event) => {
        const value = Number(event.currentTarget.value)
        if (value >= 1 && value !== rule[name]) change({ [name]: value })
      }}
    />
  )
  return (
    <section className="comments-rule" aria-label={t('comments.rule.title')}>
      <Switch
        label={t('comments.rule.title')}
        checked={rule.enabled}
        disabled={!mayManage}
        onChange={(event) => change({ enabled: event.currentTarget.checked })}
      />
      {number('newestPosts')}
      {number('days')}
    </section>
  )
}

function PostRow({ post, mayAnswer }: { post: MonitoredPost; mayAnswer: boolean }) {
  const { t } = useTranslation()
  const words = useErrorWords()
  const turn = useSwitchPost()
  const { id, platform, accountName, caption, monitoring, commentsCount, problem, postedAt } = post
  return (
    <li className="comments-watched" data-testid="watched-post">
      <div>
        <p className="comments-row-head">
          <PlatformIcon platform={platform} />
          <strong>{accountName}</strong>
          <When at={postedAt} />
        </p>
        <p className="comments-row-text" dir="auto">
          {caption || t('comments.noCaption')}
        </p>
        <Link to="/comments" search={{ tab: 'all', post: id }}>
          {t('comments.count', { count: commentsCount })}
        </Link>
        {problem && <p className="comments-problem">{said(problem)}</p>}
      </div>
      <Switch
        aria-label={t('comments.watch')}
        checked={monitoring}
        disabled={!mayAnswer}
        onChange={(event) =>
          turn.mutate(
            { id, monitoring: event.currentTarget.checked },
            { onError: (error) => notifyFailed(words(error)) },
          )
        }
      />
    </li>
  )
}
